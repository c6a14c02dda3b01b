import { Button, SegmentedControl } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { ClassTag } from './ClassTag.tsx';
import { RecallPane } from './RecallPane.tsx';
import { StartRecall } from './StartRecall.tsx';

type Row = Output<'recalls.list'>['recalls'][number];
const shows = ['open', 'all'] as const;

/** What was called back: how much of it is still here, and whether everybody who got it has been told. */
export default function RecallsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const recallId = useParams()['recallId'];
  const [, navigate] = useLocation();
  const [status, setStatus] = useState<(typeof shows)[number]>('open');
  const list = useQuery('recalls.list', { status });
  const columns = useColumns(recallId !== undefined);
  const start = () => navigate('/recalls/new');
  const close = () => navigate('/recalls');
  return (
    <Page
      title={t('recalls.title')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('recalls.show.label')}
            value={status}
            onChange={(next) => setStatus(next === 'all' ? 'all' : 'open')}
            data={shows.map((value) => ({ value, label: t(`recalls.show.${value}`) }))}
          />
          {can('Recall.create') && <Button onClick={start}>{t('recalls.start.open')}</Button>}
        </>
      }
    >
      <StockNav />
      <ErrorLine error={list.error} />
      <TwoPane
        listWidth={recallId === undefined ? '100%' : '34%'}
        list={
          <DataTable<Row>
            label={t('recalls.list')}
            rows={list.data?.recalls}
            rowId={(row) => row.recallId}
            columns={columns}
            selectedId={recallId ?? null}
            onOpen={(row) => navigate(`/recalls/${row.recallId}`)}
            empty={<EmptyState icon={Undo2} title={t(`recalls.empty.${status}`)} text={t('recalls.emptyText')} />}
            autoFocus={recallId === undefined}
          />
        }
      >
        {recallId === 'new' && <StartRecall onDone={(id) => navigate(`/recalls/${id}`)} onCancel={close} />}
        {recallId !== undefined && recallId !== 'new' && <RecallPane key={recallId} recallId={recallId} onClose={close} />}
      </TwoPane>
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const told = (row: Row) =>
      row.people === 0 ? (
        <span className="mv-muted">{t('recalls.nobody')}</span>
      ) : (
        <Tag tone={row.told < row.people ? 'amber' : 'green'}>{t('recalls.told', { told: row.told, people: row.people })}</Tag>
      );
    const columns: readonly (Column<Row> & { isWide?: boolean })[] = [
      { key: 'class', head: t('recalls.columns.class'), width: '100px', cell: (row) => <ClassTag grade={row.class} /> },
      { key: 'item', head: t('recalls.columns.item'), width: 'minmax(140px, 2fr)', text: (row) => row.itemName, cell: (row) => row.itemName },
      { key: 'lots', head: t('recalls.columns.lots'), width: 'minmax(90px, 1fr)', isWide: true, cell: (row) => (row.isWholeItem ? t('recalls.everyLot') : row.lotNumbers.join(', ')) },
      { key: 'opened', head: t('recalls.columns.opened'), width: '104px', isWide: true, cell: (row) => format.dayOf(row.openedAt) },
      { key: 'on-hand', head: t('recalls.columns.onHand'), width: '92px', isWide: true, isNumeric: true, cell: (row) => format.number(row.onHand) },
      { key: 'told', head: t('recalls.columns.told'), width: '132px', cell: told },
      { key: 'status', head: t('recalls.columns.status'), width: '96px', isWide: true, cell: (row) => t(`recalls.status.${row.status}`) },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
} // prettier-ignore
