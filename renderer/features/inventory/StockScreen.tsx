import { Button, Select } from '@mantine/core';
import { Package, Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { DataTable, EmptyState, ErrorLine, Page, TwoPane } from '../../ui/index.ts';
import { AddItemPane } from './AddItemPane.tsx';
import { FindField, focusGrid } from './FindField.tsx';
import { ItemExport } from './ItemExport.tsx';
import { ItemPane } from './ItemPane.tsx';
import { StockNav } from './StockNav.tsx';
import { ViewsMenu } from '../stockReports/ViewsMenu.tsx';
import { useItemColumns } from './itemColumns.tsx';
import { useStockView } from './store.ts';
import './tables.css';
import { useSettled } from './useSettled.ts';

/** as many as the contract answers at once; a longer list says so */
const most = 10_000;
const statuses = ['all', 'out', 'low', 'ok', 'over'] as const;

/** The stock list; the item that is open stands beside it, the list keeps its place. */
export default function StockScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [, params] = useRoute('/stock/:itemId');
  const itemId = params?.itemId ?? null;
  const [isAdding, setAdding] = useState(false);
  const { filter, status, sort } = useStockView();
  const settled = useSettled(filter.trim());
  const list = useRef<HTMLDivElement>(null);
  const items = useQuery(
    'inventory.items',
    { filter: settled, sort, limit: most, ...(status === 'all' ? {} : { status }) },
    { keepPrevious: true },
  );
  const hasPane = isAdding || itemId !== null;
  const rows = items.data?.items;
  const columns = useItemColumns(rows ?? [], hasPane);
  const isFiltered = settled !== '' || status !== 'all';

  const close = () => {
    setAdding(false);
    navigate('/stock');
    requestAnimationFrame(() => focusGrid(list.current));
  };
  const open = (row: ItemRow) => {
    setAdding(false);
    navigate(`/stock/${row.itemId}`);
  };
  const clear = () => useStockView.setState({ filter: '', status: 'all' });
  const note = [
    settled !== '' && t('inventory.filtered', { text: settled }),
    status !== 'all' && t('inventory.onlyStatus', { status: t(`inventory.status.${status}`) }),
    rows && items.data && rows.length < items.data.total && t('inventory.notAll', { total: format.number(items.data.total) }),
  ]
    .filter(Boolean)
    .join(' · ');
  const empty = useMemo(
    () =>
      isFiltered ? (
        <EmptyState
          icon={Package}
          title={t('inventory.empty.noMatch')}
          text={t('inventory.empty.noMatchText')}
          action={{ label: t('inventory.clearFilter'), onClick: clear }}
        />
      ) : (
        <EmptyState
          icon={Package}
          title={t('inventory.empty.none')}
          text={t('inventory.empty.noneText')}
          {...(can('InventoryItem.create') ? { action: { label: t('inventory.addItem'), onClick: () => setAdding(true) } } : {})}
        />
      ),
    [isFiltered, t, can],
  );

  return (
    <Page
      title={t('inventory.title')}
      actions={
        <>
          <ItemExport filter={settled} />
          {can('InventoryItem.create') && (
            <Button leftSection={<Plus size={14} aria-hidden="true" />} variant="default" onClick={() => setAdding(true)}>
              {t('inventory.addItem')}
            </Button>
          )}
        </>
      }
    >
      <StockNav />
      <TwoPane
        listWidth={hasPane ? '52%' : '100%'}
        list={
          <div ref={list} className="mv-pane">
            <div className="mv-toolbar" role="search">
              <FindField
                label={t('inventory.find')}
                placeholder={t('inventory.findHint')}
                value={filter}
                onChange={(next) => useStockView.setState({ filter: next })}
                list={list}
              />
              <Select
                aria-label={t('inventory.statusFilter')}
                w={140}
                data={statuses.map((value) => ({ value, label: value === 'all' ? t('inventory.all') : t(`inventory.status.${value}`) }))}
                value={status}
                onChange={(next) => useStockView.setState({ status: statuses.find((one) => one === next) ?? 'all' })}
              />
              <ViewsMenu />
            </div>
            {items.error && <ErrorLine error={items.error} onRetry={() => void items.refetch()} />}
            <DataTable
              label={t('inventory.list')}
              rows={rows}
              rowId={(row) => row.itemId}
              columns={columns}
              onOpen={open}
              selectedId={isAdding ? null : itemId}
              sort={sort}
              onSort={(by) => useStockView.setState({ sort: by === 'on-hand' || by === 'expiry' || by === 'status' ? by : 'name' })}
              empty={empty}
              note={note}
              autoFocus={itemId === null}
            />
          </div>
        }
      >
        {isAdding ? (
          <AddItemPane
            onCancel={close}
            onAdded={(added) => {
              setAdding(false);
              navigate(`/stock/${added}`);
            }}
          />
        ) : (
          itemId !== null && <ItemPane key={itemId} itemId={itemId} onClose={close} />
        )}
      </TwoPane>
    </Page>
  );
}
