import { Button, SegmentedControl } from '@mantine/core';
import { ArrowLeftRight, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { RequisitionRow } from '../../../preload/contract/requisitions.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import '../inventory/tables.css';
import { AskForm } from './AskForm.tsx';
import { RequisitionPane } from './RequisitionPane.tsx';
import { requisitionTone } from './words.ts';

/** Who asks whom for stock: wards and shelves of the store, this facility of others, others of us. */
export default function RequisitionsScreen() {
  const { t } = useTranslation();
  const can = useCan()('SupplyRequest.ask');
  const { requisitionId } = useParams();
  const [, navigate] = useLocation();
  const [show, setShow] = useState<'open' | 'all'>('open');
  const [isAsking, setAsking] = useState(false);
  const answer = useQuery('requisitions.list', { show }, { keepPrevious: true });
  const hasPane = isAsking || requisitionId !== undefined;
  const columns = useRequisitionColumns(hasPane);
  const open = (id: string) => {
    setAsking(false);
    navigate(`/requisitions/${id}`);
  };
  const close = () => {
    setAsking(false);
    navigate('/requisitions');
  };
  return (
    <Page
      title={t('requisitions.title')}
      actions={
        <>
          <SegmentedControl
            aria-label={t('requisitions.showing')}
            value={show}
            onChange={(next) => setShow(next === 'all' ? 'all' : 'open')}
            data={(['open', 'all'] as const).map((value) => ({ value, label: t(`requisitions.show.${value}`) }))}
          />
          {can && (
            <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setAsking(true)}>
              {t('requisitions.new')}
            </Button>
          )}
        </>
      }
    >
      <StockNav />
      <TwoPane
        listWidth={hasPane ? '42%' : '100%'}
        list={
          <>
            <ErrorLine error={answer.error} />
            <DataTable<RequisitionRow>
              label={t('requisitions.list')}
              rows={answer.data?.requisitions}
              rowId={(row) => row.requisitionId}
              columns={columns}
              selectedId={isAsking ? null : (requisitionId ?? null)}
              onOpen={(row) => open(row.requisitionId)}
              autoFocus={!hasPane}
              empty={<EmptyState icon={ArrowLeftRight} title={t('requisitions.empty')} text={t('requisitions.emptyText')} />}
            />
          </>
        }
      >
        {isAsking ? (
          <AskForm onCancel={close} onDone={open} />
        ) : (
          requisitionId !== undefined && <RequisitionPane key={requisitionId} requisitionId={requisitionId} onClose={close} />
        )}
      </TwoPane>
    </Page>
  );
}

function useRequisitionColumns(isNarrow: boolean): readonly Column<RequisitionRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const all: (Column<RequisitionRow> & { isWide?: boolean })[] = [
      {
        key: 'status',
        head: t('requisitions.column.status'),
        width: '120px',
        cell: (row) => <Tag tone={requisitionTone[row.status]}>{t(`requisitions.status.${row.status}`)}</Tag>,
      },
      {
        key: 'asking',
        head: t('requisitions.column.asking'),
        width: 'minmax(120px, 1.4fr)',
        cell: (row) => row.askingName,
        text: (row) => row.askingName,
      },
      { key: 'giving', head: t('requisitions.column.giving'), width: 'minmax(120px, 1.4fr)', cell: (row) => row.givingName },
      {
        key: 'owed',
        head: t('requisitions.column.owed'),
        width: '88px',
        isNumeric: true,
        isWide: true,
        cell: (row) => (row.owed === 0 ? '' : format.number(row.owed)),
      },
      {
        key: 'lines',
        head: t('requisitions.column.lines'),
        width: '64px',
        isNumeric: true,
        isWide: true,
        cell: (row) => format.number(row.lines),
      },
      { key: 'since', head: t('requisitions.column.since'), width: '110px', cell: (row) => format.ago(row.createdAt) },
      { key: 'number', head: t('requisitions.column.number'), width: '180px', isWide: true, cell: (row) => row.number },
    ];
    return all.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
}
