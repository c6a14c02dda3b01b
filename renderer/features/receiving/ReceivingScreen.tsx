import { Button, Select, TextInput } from '@mantine/core';
import { PackagePlus, Search, Truck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { create } from 'zustand';
import type { ReceiptRow } from '../../../preload/contract/receiving.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import '../inventory/tables.css';
import { StockNav } from '../inventory/StockNav.tsx';
import { useSettled } from '../inventory/useSettled.ts';
import { ReceiptPane } from './ReceiptPane.tsx';
import './receiving.css';

const shows = ['all', 'draft', 'done'] as const;
type Show = (typeof shows)[number];

/** How the list was left. */
const useReceivingView = create<{ filter: string; show: Show }>(() => ({ filter: '', show: 'all' }));

/** Deliveries left, drafts first; the open one right. */
export default function ReceivingScreen() {
  const { t } = useTranslation();
  const can = useCan()('StockMovement.create');
  const { receiptId } = useParams();
  const [, navigate] = useLocation();
  const { filter, show } = useReceivingView();
  const settled = useSettled(filter.trim());
  const answer = useQuery('receiving.list', { show, filter: settled }, { keepPrevious: true });
  const begin = useCommand('receiving.begin');
  const columns = useReceiptColumns(answer.data?.currency ?? 'USD', receiptId !== undefined);
  const start = async () => {
    const begun = await begin.run({});
    if (begun) navigate(`/receiving/${begun.receiptId}`);
  };
  const isFiltered = settled !== '' || show !== 'all';
  return (
    <Page
      title={t('receiving.title')}
      actions={
        can && (
          <Button leftSection={<PackagePlus size={16} aria-hidden="true" />} loading={begin.isRunning} onClick={() => void start()}>
            {t('receiving.new')}
          </Button>
        )
      }
    >
      <StockNav />
      <TwoPane
        listWidth={receiptId ? '34%' : '100%'}
        list={
          <>
            <div className="mv-toolbar" role="search">
              <TextInput
                className="mv-grow"
                aria-label={t('receiving.filter')}
                placeholder={t('receiving.filter')}
                leftSection={<Search size={14} aria-hidden="true" />}
                value={filter}
                onChange={(event) => useReceivingView.setState({ filter: event.currentTarget.value })}
              />
              <Select
                aria-label={t('receiving.showing')}
                w={120}
                data={shows.map((value) => ({ value, label: t(`receiving.show.${value}`) }))}
                value={show}
                allowDeselect={false}
                onChange={(next) => useReceivingView.setState({ show: shows.find((one) => one === next) ?? 'all' })}
              />
            </div>
            <ErrorLine error={answer.error ?? begin.error} />
            <DataTable<ReceiptRow>
              label={t('receiving.list')}
              rows={answer.data?.receipts}
              rowId={(row) => row.receiptId}
              columns={columns}
              selectedId={receiptId ?? null}
              onOpen={(row) => navigate(`/receiving/${row.receiptId}`)}
              autoFocus={receiptId === undefined}
              empty={
                isFiltered ? (
                  <EmptyState title={t('receiving.noneFit')} text={t('receiving.noneFitText')} />
                ) : (
                  <EmptyState
                    icon={Truck}
                    title={t('receiving.empty')}
                    text={t('receiving.emptyText')}
                    {...(can ? { action: { label: t('receiving.new'), onClick: () => void start() } } : {})}
                  />
                )
              }
            />
          </>
        }
      >
        {receiptId && <ReceiptPane key={receiptId} receiptId={receiptId} onClose={() => navigate('/receiving')} />}
      </TwoPane>
    </Page>
  );
}

const tones = { draft: 'blue', posted: 'green', reversed: 'amber', discarded: 'grey' } as const;

function useReceiptColumns(currency: string, isNarrow: boolean): readonly Column<ReceiptRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const supplier: Column<ReceiptRow> = {
      key: 'supplier',
      head: t('receiving.columns.supplier'),
      width: 'minmax(120px, 2fr)',
      cell: (row) => (row.supplierName === '' ? <span className="mv-muted">{t('receiving.unnamed')}</span> : row.supplierName),
      text: (row) => row.supplierName,
    };
    const state: Column<ReceiptRow> = {
      key: 'state',
      head: t('receiving.columns.state'),
      width: '104px',
      cell: (row) => <Tag tone={tones[row.status]}>{t(`receiving.status.${row.status}`)}</Tag>,
      text: (row) => t(`receiving.status.${row.status}`),
    };
    const day: Column<ReceiptRow> = {
      key: 'day',
      head: t('receiving.columns.day'),
      width: '104px',
      cell: (row) => format.day(row.receivedOn),
      text: (row) => row.receivedOn,
    };
    if (isNarrow) return [supplier, day, state];
    return [
      supplier,
      {
        key: 'note',
        head: t('receiving.columns.note'),
        width: 'minmax(90px, 1fr)',
        cell: (row) => row.deliveryNote,
        text: (row) => row.deliveryNote,
      },
      day,
      { key: 'lines', head: t('receiving.columns.lines'), width: '72px', isNumeric: true, cell: (row) => format.number(row.lines) },
      {
        key: 'value',
        head: t('receiving.columns.value'),
        width: '130px',
        isNumeric: true,
        cell: (row) => format.money(row.value, currency),
      },
      {
        key: 'number',
        head: t('receiving.columns.number'),
        width: '190px',
        cell: (row) => row.number ?? '',
        text: (row) => row.number ?? '',
      },
      state,
    ];
  }, [t, format, currency, isNarrow]);
}
