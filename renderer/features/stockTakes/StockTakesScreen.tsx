import { Button } from '@mantine/core';
import { ArrowLeft, ClipboardList, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { StockTakeRow } from '../../../preload/contract/stockTakes.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Pane, SkeletonRows, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { CountPane } from './CountPane.tsx';
import { Cycles } from './Cycles.tsx';
import { StartPane } from './StartPane.tsx';
import { TakeStatus, TakeTags } from './TakeActions.tsx';
import { VariancesPane } from './VariancesPane.tsx';
import '../inventory/tables.css';
import './stockTakes.css';

/** The counts of the store: a list, and the one that is open over the whole width. */
export default function StockTakesScreen() {
  const { t } = useTranslation();
  const { stockTakeId } = useParams();
  const [, navigate] = useLocation();
  const can = useCan();
  const list = useQuery('stockTakes.list', {});
  const open = list.data?.stockTakes.find((take) => take.stockTakeId === stockTakeId);
  const mayCount = can('StockTake.create');
  return (
    <Page
      title={t('stockTakes.title')}
      sub={open && t(`stockTakes.kind.${open.kind}`)}
      actions={
        stockTakeId !== undefined && stockTakeId !== 'new' ? (
          <Button variant="default" leftSection={<ArrowLeft size={14} aria-hidden="true" />} onClick={() => navigate('/stock-takes')}>
            {t('stockTakes.back')}
          </Button>
        ) : (
          mayCount && (
            <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => navigate('/stock-takes/new')}>
              {t('stockTakes.new')}
            </Button>
          )
        )
      }
    >
      <StockNav />
      <ErrorLine error={list.error} />
      {stockTakeId === undefined || stockTakeId === 'new' || !mayCount ? (
        <TakeList rows={list.data?.stockTakes} isStarting={stockTakeId === 'new'} mayCount={mayCount} />
      ) : !list.data ? (
        <SkeletonRows rows={12} />
      ) : open?.status === 'counting' ? (
        <CountPane key={stockTakeId} stockTakeId={stockTakeId} onFinished={() => void list.refetch()} />
      ) : (
        <VariancesPane key={stockTakeId} stockTakeId={stockTakeId} />
      )}
    </Page>
  );
}

function TakeList({ rows, isStarting, mayCount }: { rows: readonly StockTakeRow[] | undefined; isStarting: boolean; mayCount: boolean }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const columns = useColumns();
  const [focused] = useState(!isStarting);
  return (
    <TwoPane
      listWidth={mayCount ? '60%' : '100%'}
      list={
        <DataTable<StockTakeRow>
          label={t('stockTakes.list')}
          rows={rows}
          rowId={(take) => take.stockTakeId}
          columns={columns}
          {...(mayCount ? { onOpen: (take: StockTakeRow) => navigate(`/stock-takes/${take.stockTakeId}`) } : {})}
          empty={
            <EmptyState
              icon={ClipboardList}
              title={t('stockTakes.none')}
              text={t('stockTakes.noneText')}
              {...(mayCount ? { action: { label: t('stockTakes.new'), onClick: () => navigate('/stock-takes/new') } } : {})}
            />
          }
          autoFocus={focused}
        />
      }
    >
      {isStarting && mayCount ? (
        <StartPane onStarted={(stockTakeId) => navigate(`/stock-takes/${stockTakeId}`)} onClose={() => navigate('/stock-takes')} />
      ) : (
        mayCount && (
          <Pane label={t('stockTakes.cycles.title')}>
            <Cycles />
          </Pane>
        )
      )}
    </TwoPane>
  );
}

function useColumns(): readonly Column<StockTakeRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      { key: 'number', head: t('stockTakes.columns.number'), width: '172px', text: (take) => take.number, cell: (take) => take.number },
      {
        key: 'kind',
        head: t('stockTakes.columns.kind'),
        width: 'minmax(150px, 1fr)',
        cell: (take) => (
          <span className="mv-line">
            {t(`stockTakes.kind.${take.kind}`)}
            <TakeTags take={take} />
          </span>
        ),
      },
      { key: 'started', head: t('stockTakes.columns.started'), width: '104px', cell: (take) => format.dayOf(take.startedAt) },
      {
        key: 'progress',
        head: t('stockTakes.columns.progress'),
        width: '112px',
        isNumeric: true,
        cell: (take) => t('stockTakes.progress', { decided: format.number(take.decided), lines: format.number(take.lines) }),
      },
      { key: 'status', head: t('stockTakes.columns.status'), width: '156px', cell: (take) => <TakeStatus status={take.status} /> },
    ],
    [t, format],
  );
}
