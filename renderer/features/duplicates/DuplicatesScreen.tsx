import { Button, SegmentedControl } from '@mantine/core';
import { Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicatePair, LearnedWeights } from '../../../preload/contract/duplicates.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { usePagedRows } from '../../lib/paged.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Notice, Page, Tag, TwoPane } from '../../ui/index.ts';
import { ComparePane } from './ComparePane.tsx';
import { LearnedTable } from './LearnedTable.tsx';
import './duplicates.css';
import { MergedList } from './MergedList.tsx';

const shows = ['same', 'review', 'distinguished', 'merged'] as const;
type Show = (typeof shows)[number];

/** Records that may be of one person, best first; joining them, or saying that they are two. */
export default function DuplicatesScreen() {
  const { t } = useTranslation();
  const [show, setShow] = useState<Show>('same');
  const find = useCommand('duplicates.find');
  const cancel = useCommand('duplicates.cancel');
  const { data } = useQuery('duplicates.list', { limit: 1 });
  const isRunning = data?.run?.status === 'running';
  return (
    <Page
      title={t('duplicates.title')}
      sub={t('duplicates.sub')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('duplicates.show.label')}
            value={show}
            onChange={(next) => setShow(next as Show)}
            data={shows.map((value) => ({ value, label: t(`duplicates.show.${value}`) }))}
          />
          {isRunning ? (
            <Button size="compact-sm" variant="default" loading={cancel.isRunning} onClick={() => void cancel.run({})}>
              {t('duplicates.stop')}
            </Button>
          ) : (
            <Button size="compact-sm" loading={find.isRunning} onClick={() => void find.run({})}>
              {t('duplicates.find')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={find.error ?? cancel.error} />
      <RunLine run={data?.run} />
      {show === 'merged' ? <MergedList /> : <PairList key={show} show={show} />}
    </Page>
  );
}

type Run = {
  status: 'running' | 'done' | 'cancelled' | 'failed';
  startedAt: string;
  endedAt: string | null;
  records: number;
  weights: LearnedWeights[];
} | null;

function RunLine({ run }: { run: Run | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (run === undefined) return null;
  if (run === null) return <p className="mv-muted mv-run">{t('duplicates.never')}</p>;
  const records = format.number(run.records);
  if (run.status === 'running') return <Notice tone="blue">{t('duplicates.running', { records })}</Notice>;
  if (run.status !== 'done') return <Notice tone="amber">{t(`duplicates.lastEnded.${run.status}`)}</Notice>;
  return (
    <>
      <p className="mv-muted mv-run">{t('duplicates.lastRun', { records, ago: format.ago(run.endedAt ?? run.startedAt) })}</p>
      <LearnedTable weights={run.weights} />
    </>
  );
}

function PairList({ show }: { show: Exclude<Show, 'merged'> }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const { rows, onRange, error } = usePagedRows('duplicates.list', { show }, (answer) => ({ total: answer.total, rows: answer.pairs }));
  const at = rows?.findIndex((pair) => pair?.pairId === chosen) ?? -1;
  const pair = rows?.[at];
  const columns = useColumns();
  return (
    <>
      <ErrorLine error={error} />
      <TwoPane
        listWidth={pair ? '40%' : '100%'}
        list={
          <DataTable
            label={t('duplicates.list')}
            rows={rows}
            rowId={(row) => row.pairId}
            columns={columns}
            onOpen={(row) => setChosen(row.pairId)}
            onRange={onRange}
            selectedId={chosen}
            empty={<EmptyState icon={Users} title={t(`duplicates.empty.${show}`)} text={t('duplicates.emptyText')} />}
            autoFocus
          />
        }
      >
        {pair && (
          <ComparePane
            key={pair.pairId}
            pair={pair}
            isDistinguished={show === 'distinguished'}
            onDone={() => setChosen(rows?.[at + 1]?.pairId ?? null)}
          />
        )}
      </TwoPane>
    </>
  );
}

function useColumns(): readonly Column<DuplicatePair>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'verdict',
        head: t('duplicates.columns.verdict'),
        width: '150px',
        cell: ({ verdict }) => (
          <Tag tone={verdict === 'certain' ? 'amber' : verdict === 'likely' ? 'blue' : 'grey'}>{t(`duplicates.verdict.${verdict}`)}</Tag>
        ),
      },
      {
        key: 'one',
        head: t('duplicates.columns.one'),
        width: 'minmax(110px, 1fr)',
        text: ({ one }) => one.displayName,
        cell: ({ one }) => <span title={one.displayName}>{one.displayName}</span>,
      },
      {
        key: 'other',
        head: t('duplicates.columns.other'),
        width: 'minmax(110px, 1fr)',
        text: ({ other }) => other.displayName,
        cell: ({ other }) => <span title={other.displayName}>{other.displayName}</span>,
      },
    ],
    [t],
  );
}
