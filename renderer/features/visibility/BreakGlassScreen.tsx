import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { LockOpen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassRow } from '../../../preload/contract/visibility.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorLine,
  Facts,
  Form,
  Notice,
  notifyDone,
  Page,
  Pane,
  Tag,
  TwoPane,
} from '../../ui/index.ts';

/** Openings of restricted records: who, whose, why; accept or escalate. */
export default function BreakGlassScreen() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<'waiting' | 'all'>('waiting');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery('breakGlass.list', { status });
  const opening = data?.openings.find((one) => one.breakGlassId === chosen);
  const columns = useColumns();
  return (
    <Page
      title={t('visibility.review.title')}
      sub={t('visibility.review.sub')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('visibility.review.show')}
          value={status}
          onChange={(next) => setStatus(next === 'all' ? 'all' : 'waiting')}
          data={[
            { value: 'waiting', label: t('visibility.review.onlyWaiting') },
            { value: 'all', label: t('visibility.review.all') },
          ]}
        />
      }
    >
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <TwoPane
        listWidth={opening ? '58%' : '100%'}
        list={
          <DataTable
            label={t('visibility.review.list')}
            rows={data?.openings}
            rowId={(row) => row.breakGlassId}
            columns={columns}
            onOpen={(row) => setChosen(row.breakGlassId)}
            selectedId={chosen}
            empty={<EmptyState icon={LockOpen} title={t('visibility.review.empty')} text={t('visibility.review.emptyText')} />}
            autoFocus
          />
        }
      >
        {opening && <ReviewPane key={opening.breakGlassId} opening={opening} onClose={() => setChosen(null)} />}
      </TwoPane>
    </Page>
  );
}

function ReviewPane({ opening, onClose }: { opening: BreakGlassRow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('breakGlass.review');
  const [note, setNote] = useState('');
  const [isShort, setShort] = useState(false);
  const judge = async (verdict: 'accepted' | 'escalated') => {
    const isMissing = verdict === 'escalated' && note.trim().length < 3;
    setShort(isMissing);
    if (isMissing) return;
    if (!(await run({ breakGlassId: opening.breakGlassId, version: opening.version, verdict, note: note.trim() }))) return;
    notifyDone(t(`visibility.review.done.${verdict}`));
    onClose();
  };
  return (
    <Pane title={t('visibility.review.one', { who: opening.userName })}>
      <div className="mv-stack">
        <Facts
          facts={[
            [t('visibility.review.patient'), `${opening.patient.displayName}, ${opening.patient.number}`],
            [t('visibility.review.reason'), opening.reason],
            [t('visibility.review.openedAt'), format.instant(opening.openedAt)],
            [t('visibility.review.until'), format.instant(opening.closedAt ?? opening.endsAt)],
            [t('visibility.review.reads'), format.number(opening.reads)],
            ...(opening.reviewedAt
              ? ([[t('visibility.review.judged'), `${opening.reviewerName}, ${format.instant(opening.reviewedAt)}`]] as const)
              : []),
            ...(opening.note ? ([[t('visibility.review.note'), opening.note]] as const) : []),
          ]}
        />
        {opening.verdict && <Verdict verdict={opening.verdict} />}
        {!opening.verdict && opening.isOwn && <Notice tone="grey">{t('visibility.review.own')}</Notice>}
        {!opening.verdict && !opening.isOwn && (
          <Form label={t('visibility.review.title')} onSubmit={() => void judge('accepted')} onCancel={onClose}>
            <Textarea
              label={t('visibility.review.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              error={isShort ? t('visibility.review.noteNeeded') : null}
              maxLength={200}
              autoFocus
            />
            <ErrorLine error={error} />
            <div className="mv-actions">
              <Button type="submit" loading={isRunning}>
                {t('visibility.review.accept')}
              </Button>
              <Button color="red" variant="outline" loading={isRunning} onClick={() => void judge('escalated')}>
                {t('visibility.review.escalate')}
              </Button>
            </div>
          </Form>
        )}
      </div>
    </Pane>
  );
}

function Verdict({ verdict }: { verdict: BreakGlassRow['verdict'] }) {
  const { t } = useTranslation();
  if (verdict === null) return <Tag tone="amber">{t('visibility.review.notYet')}</Tag>;
  return <Tag tone={verdict === 'accepted' ? 'green' : 'red'}>{t(`visibility.review.verdict.${verdict}`)}</Tag>;
}

function useColumns(): readonly Column<BreakGlassRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      { key: 'at', head: t('visibility.review.openedAt'), width: '164px', cell: (row) => format.instant(row.openedAt) },
      {
        key: 'who',
        head: t('visibility.review.by'),
        width: 'minmax(120px, 1fr)',
        text: (row) => row.userName,
        cell: (row) => row.userName,
      },
      {
        key: 'patient',
        head: t('visibility.review.patient'),
        width: 'minmax(130px, 1fr)',
        text: (row) => row.patient.displayName,
        cell: (row) => row.patient.displayName,
      },
      {
        key: 'why',
        head: t('visibility.review.reason'),
        width: 'minmax(160px, 2fr)',
        cell: (row) => <span title={row.reason}>{row.reason}</span>,
      },
      { key: 'verdict', head: t('visibility.review.state'), width: '130px', cell: (row) => <Verdict verdict={row.verdict} /> },
    ],
    [t, format],
  );
}
