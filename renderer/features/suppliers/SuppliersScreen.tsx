import { Button, Checkbox } from '@mantine/core';
import { Factory, Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Pane, Tag, TwoPane } from '../../ui/index.ts';
import { FindField } from '../inventory/FindField.tsx';
import { StockNav } from '../inventory/StockNav.tsx';
import '../inventory/tables.css';
import { useSettled } from '../inventory/useSettled.ts';
import { SupplierForm } from './SupplierForm.tsx';
import { SupplierPane } from './SupplierPane.tsx';

type Row = Output<'suppliers.list'>['suppliers'][number];

/** Whom we order from, with what is known of them; the open one beside the list. */
export default function SuppliersScreen() {
  const { t } = useTranslation();
  const can = useCan()('Supplier.update');
  const { supplierId } = useParams();
  const [, navigate] = useLocation();
  const [filter, setFilter] = useState('');
  const [includeInactive, setInactive] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const settled = useSettled(filter.trim());
  const list = useRef<HTMLDivElement>(null);
  const answer = useQuery('suppliers.list', { filter: settled, includeInactive }, { keepPrevious: true });
  const hasPane = isAdding || supplierId !== undefined;
  const columns = useSupplierColumns(hasPane);
  const close = () => {
    setAdding(false);
    navigate('/suppliers');
  };
  const open = (id: string) => {
    setAdding(false);
    navigate(`/suppliers/${id}`);
  };
  return (
    <Page
      title={t('suppliers.title')}
      actions={
        can && (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t('suppliers.new')}
          </Button>
        )
      }
    >
      <StockNav />
      <TwoPane
        listWidth={hasPane ? '40%' : '100%'}
        list={
          <div ref={list} className="mv-pane">
            <div className="mv-toolbar" role="search">
              <FindField label={t('suppliers.find')} placeholder={t('suppliers.find')} value={filter} onChange={setFilter} list={list} />
              <Checkbox
                size="xs"
                label={t('suppliers.withInactive')}
                checked={includeInactive}
                onChange={(event) => setInactive(event.currentTarget.checked)}
              />
            </div>
            <ErrorLine error={answer.error} />
            <DataTable<Row>
              label={t('suppliers.list')}
              rows={answer.data?.suppliers}
              rowId={(row) => row.supplierId}
              columns={columns}
              selectedId={isAdding ? null : (supplierId ?? null)}
              onOpen={(row) => open(row.supplierId)}
              tone={(row) => (row.isActive ? undefined : 'muted')}
              autoFocus={!hasPane}
              empty={<EmptyState icon={Factory} title={t('suppliers.empty')} text={t('suppliers.emptyText')} />}
            />
          </div>
        }
      >
        {isAdding ? (
          <Pane title={t('suppliers.form.title')}>
            <SupplierForm onCancel={close} onDone={open} />
          </Pane>
        ) : (
          supplierId !== undefined && <SupplierPane key={supplierId} supplierId={supplierId} onClose={close} />
        )}
      </TwoPane>
    </Page>
  );
}

function useSupplierColumns(isNarrow: boolean): readonly Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const all: (Column<Row> & { isWide?: boolean })[] = [
      {
        key: 'name',
        head: t('suppliers.column.name'),
        width: 'minmax(160px, 2fr)',
        cell: (row) => (
          <span className="mv-line">
            {row.name}
            {row.isDepot && (
              <Tag tone="blue" isPlain>
                {t('suppliers.depot')}
              </Tag>
            )}
            {!row.isActive && <Tag>{t('suppliers.inactive')}</Tag>}
          </span>
        ),
        text: (row) => row.name,
      },
      {
        key: 'leadTime',
        head: t('suppliers.column.leadTime'),
        width: '108px',
        isNumeric: true,
        cell: (row) =>
          row.figures.leadTimeP50 === null ? (
            <span className="mv-muted">{t('suppliers.noHistory')}</span>
          ) : (
            t('suppliers.days', { days: row.figures.leadTimeP50 })
          ),
      },
      {
        key: 'fillRate',
        head: t('suppliers.column.fillRate'),
        width: '92px',
        isNumeric: true,
        cell: (row) => (row.figures.fillRate === null ? '' : t('orders.percent', { value: Math.round(row.figures.fillRate * 100) })),
      },
      {
        key: 'items',
        head: t('suppliers.column.items'),
        width: '64px',
        isNumeric: true,
        isWide: true,
        cell: (row) => format.number(row.items),
      },
      {
        key: 'open',
        head: t('suppliers.column.open'),
        width: '100px',
        isNumeric: true,
        isWide: true,
        cell: (row) => (row.open === 0 ? '' : format.number(row.open)),
      },
      { key: 'phone', head: t('suppliers.column.phone'), width: '160px', isWide: true, cell: (row) => row.phone, text: (row) => row.phone },
    ];
    return all.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
}
