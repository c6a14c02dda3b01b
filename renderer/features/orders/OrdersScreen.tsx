import { Button, Select } from '@mantine/core';
import { Plus, Truck } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams, useSearchParams } from 'wouter';
import { create } from 'zustand';
import type { OrderRow } from '../../../preload/contract/orders.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { FindField } from '../inventory/FindField.tsx';
import { StockNav } from '../inventory/StockNav.tsx';
import '../inventory/tables.css';
import { useSettled } from '../inventory/useSettled.ts';
import './orders.css';
import { OrderForm } from './OrderForm.tsx';
import { OrderPane } from './OrderPane.tsx';
import { toneOf } from './words.ts';

const shows = ['open', 'overdue', 'draft', 'sent', 'received', 'closed', 'cancelled', 'all'] as const;
type Show = (typeof shows)[number];

/** How the list was left. */
const useOrdersView = create<{ filter: string; show: Show }>(() => ({ filter: '', show: 'open' }));

/** What is on order, overdue first; the open one beside it. */
export default function OrdersScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { orderId } = useParams();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const { filter, show } = useOrdersView();
  const [isWriting, setWriting] = useState(orderId === 'new');
  const settled = useSettled(filter.trim());
  const list = useRef<HTMLDivElement>(null);
  const answer = useQuery('orders.list', { show, filter: settled }, { keepPrevious: true });
  const isNew = isWriting || orderId === 'new';
  const shown = orderId === undefined || orderId === 'new' ? null : orderId;
  const hasPane = isNew || shown !== null;
  const columns = useOrderColumns(hasPane);
  const close = () => {
    setWriting(false);
    navigate('/orders');
  };
  const overdue = answer.data?.overdue ?? 0;
  return (
    <Page
      title={t('orders.title')}
      actions={
        can('SupplyRequest.create') && (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setWriting(true)}>
            {t('orders.new')}
          </Button>
        )
      }
    >
      <StockNav />
      <TwoPane
        listWidth={hasPane ? '42%' : '100%'}
        list={
          <div ref={list} className="mv-pane">
            <div className="mv-toolbar" role="search">
              <FindField
                label={t('orders.find')}
                placeholder={t('orders.find')}
                value={filter}
                onChange={(next) => useOrdersView.setState({ filter: next })}
                list={list}
              />
              <Select
                aria-label={t('orders.showing')}
                w={130}
                allowDeselect={false}
                data={shows.map((value) => ({ value, label: t(`orders.show.${value}`) }))}
                value={show}
                onChange={(next) => useOrdersView.setState({ show: shows.find((one) => one === next) ?? 'open' })}
              />
            </div>
            <ErrorLine error={answer.error} />
            <DataTable<OrderRow>
              label={t('orders.list')}
              rows={answer.data?.orders}
              rowId={(row) => row.orderId}
              columns={columns}
              selectedId={shown}
              onOpen={(row) => {
                setWriting(false);
                navigate(`/orders/${row.orderId}`);
              }}
              autoFocus={!hasPane}
              note={overdue > 0 && <Tag tone="red">{t('orders.overdueCount', { count: overdue, formatted: format.number(overdue) })}</Tag>}
              empty={<EmptyState icon={Truck} title={t('orders.empty')} text={t('orders.emptyText')} />}
            />
          </div>
        }
      >
        {isNew ? (
          <OrderForm
            supplierId={search.get('supplier')}
            onCancel={close}
            onDone={(id) => {
              setWriting(false);
              navigate(`/orders/${id}`);
            }}
          />
        ) : (
          shown !== null && <OrderPane key={shown} orderId={shown} onClose={close} />
        )}
      </TwoPane>
    </Page>
  );
}

function useOrderColumns(isNarrow: boolean): readonly Column<OrderRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const all: (Column<OrderRow> & { isWide?: boolean })[] = [
      {
        key: 'supplier',
        head: t('orders.column.supplier'),
        width: 'minmax(140px, 2fr)',
        cell: (row) => row.supplierName,
        text: (row) => row.supplierName,
      },
      {
        key: 'status',
        head: t('orders.column.status'),
        width: '118px',
        cell: (row) => <Tag tone={toneOf[row.status]}>{t(`orders.status.${row.status}`)}</Tag>,
        text: (row) => t(`orders.status.${row.status}`),
      },
      {
        key: 'expected',
        head: t('orders.column.expected'),
        width: '152px',
        cell: (row) => {
          if (row.expectedOn === null) return '';
          return row.isOverdue ? <Tag tone="red">{t('orders.late', { day: format.day(row.expectedOn) })}</Tag> : format.day(row.expectedOn);
        },
        text: (row) => row.expectedOn ?? '',
      },
      {
        key: 'share',
        head: t('orders.column.share'),
        width: '62px',
        isNumeric: true,
        cell: (row) => t('orders.percent', { value: Math.floor(row.receivedShare * 100) }),
      },
      {
        key: 'lines',
        head: t('orders.column.lines'),
        width: '64px',
        isNumeric: true,
        isWide: true,
        cell: (row) => format.number(row.lines),
      },
      {
        key: 'total',
        head: t('orders.column.total'),
        width: '140px',
        isNumeric: true,
        isWide: true,
        cell: (row) => (row.total === null ? t('orders.facts.someUnknown') : format.money(row.total, row.currency)),
      },
      {
        key: 'number',
        head: t('orders.column.number'),
        width: '180px',
        isWide: true,
        cell: (row) => row.number,
        text: (row) => row.number,
      },
    ];
    return all.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
}
