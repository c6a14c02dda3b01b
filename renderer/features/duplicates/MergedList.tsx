import { Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeRow } from '../../../preload/contract/duplicates.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Facts, Pane, StatusDot, TwoPane } from '../../ui/index.ts';
import { WayBack } from './WayBack.tsx';

/** Records that are read as one, and the way back. */
export function MergedList() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery('duplicates.merges', {});
  const merge = data?.merges.find(({ linkId }) => linkId === chosen);
  const columns = useColumns();
  return (
    <>
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <TwoPane
        listWidth={merge ? '50%' : '100%'}
        list={
          <DataTable
            label={t('duplicates.unmerge.list')}
            rows={data?.merges}
            rowId={(row) => row.linkId}
            columns={columns}
            onOpen={(row) => setChosen(row.linkId)}
            selectedId={chosen}
            tone={(row) => (row.endedAt ? 'muted' : undefined)}
            empty={<EmptyState icon={Users} title={t('duplicates.unmerge.empty')} />}
            autoFocus
          />
        }
      >
        {merge && <UnmergePane key={merge.linkId} merge={merge} onDone={() => setChosen(null)} />}
      </TwoPane>
    </>
  );
}

function UnmergePane({ merge, onDone }: { merge: MergeRow; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    [t('duplicates.columns.stays'), `${merge.surviving.displayName}, ${merge.surviving.number}`],
    [t('duplicates.columns.merged'), `${merge.merged.displayName}, ${merge.merged.number}`],
    [t('duplicates.columns.at'), `${format.instant(merge.mergedAt)}, ${merge.mergedByName}`],
    ...(merge.reason ? [[t('duplicates.merge.reason'), merge.reason] as const] : []),
    ...(merge.endedAt
      ? [[t('duplicates.columns.state'), t('duplicates.unmerge.undone', { at: format.instant(merge.endedAt) })] as const]
      : []),
  ] as [string, string][];
  return (
    <Pane title={t('duplicates.unmerge.title')}>
      <div className="mv-stack">
        <Facts facts={facts} />
        {!merge.endedAt && <WayBack merge={merge} onDone={onDone} />}
      </div>
    </Pane>
  );
}

function useColumns(): readonly Column<MergeRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      { key: 'at', head: t('duplicates.columns.at'), width: '164px', cell: (row) => format.instant(row.mergedAt) },
      {
        key: 'stays',
        head: t('duplicates.columns.stays'),
        width: 'minmax(120px, 1fr)',
        text: (row) => row.surviving.displayName,
        cell: (row) => row.surviving.displayName,
      },
      {
        key: 'merged',
        head: t('duplicates.columns.merged'),
        width: 'minmax(120px, 1fr)',
        text: (row) => row.merged.displayName,
        cell: (row) => row.merged.displayName,
      },
      { key: 'by', head: t('duplicates.columns.by'), width: 'minmax(90px, 1fr)', cell: (row) => row.mergedByName },
      {
        key: 'state',
        head: t('duplicates.columns.state'),
        width: '120px',
        cell: (row) =>
          row.endedAt ? (
            <StatusDot tone="grey">{t('duplicates.unmerge.undone', { at: '' }).trim()}</StatusDot>
          ) : (
            <StatusDot tone="green">{t('duplicates.unmerge.stands')}</StatusDot>
          ),
      },
    ],
    [t, format],
  );
}
