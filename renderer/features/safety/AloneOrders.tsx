import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AloneRow } from '../../../preload/contract/safetyOverrides.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Facts, Form, Notice, notifyDone, Pane, Tag, TwoPane } from '../../ui/index.ts';

/** Orders against the worst findings to which nobody else agreed: accept or escalate. */
export function AloneOrders() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<'waiting' | 'all'>('waiting');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery('safety.reviews', { status });
  const row = data?.rows.find((one) => one.alertId === chosen);
  const columns = useColumns(row !== undefined);
  return (
    <div className="mv-stack mv-safety-reviews">
      <SegmentedControl
        className="mv-safety-which"
        size="xs"
        aria-label={t('safety.overrides.show')}
        value={status}
        onChange={(next) => setStatus(next === 'all' ? 'all' : 'waiting')}
        data={[
          { value: 'waiting', label: t('safety.overrides.onlyWaiting') },
          { value: 'all', label: t('safety.overrides.all') },
        ]}
      />
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <TwoPane
        listWidth={row ? '58%' : '100%'}
        list={
          <DataTable
            label={t('safety.overrides.reviewList')}
            rows={data?.rows}
            rowId={(one) => one.alertId}
            columns={columns}
            onOpen={(one) => setChosen(one.alertId)}
            selectedId={chosen}
            empty={<EmptyState icon={ShieldCheck} title={t('safety.overrides.reviewEmpty')} text={t('safety.overrides.reviewEmptyText')} />}
            autoFocus
          />
        }
      >
        {row && <Review key={row.alertId} row={row} onClose={() => setChosen(null)} />}
      </TwoPane>
    </div>
  );
}

function Review({ row, onClose }: { row: AloneRow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('safety.review');
  const [note, setNote] = useState('');
  const [isShort, setShort] = useState(false);
  const judge = async (verdict: 'accepted' | 'escalated') => {
    const isMissing = verdict === 'escalated' && note.trim().length < 3;
    setShort(isMissing);
    if (isMissing || !(await run({ alertId: row.alertId, version: row.version, verdict, note: note.trim() }))) return;
    notifyDone(t(`safety.overrides.done.${verdict}`));
    onClose();
  };
  return (
    <Pane title={t('safety.overrides.one', { medicine: row.medicine, who: row.prescriberName })}>
      <div className="mv-stack">
        <Facts
          facts={[
            [t('safety.overrides.patient'), `${row.patient.displayName}, ${row.patient.number}`],
            [t('safety.overrides.kind'), t(`safety.kind.${row.kind}`)],
            [t('safety.overrides.against'), row.against],
            [t('safety.overrides.reason'), row.reason],
            [t('safety.overrides.alone'), row.aloneBecause],
            [t('safety.overrides.when'), format.instant(row.overriddenAt)],
            ...(row.reviewedAt
              ? ([[t('safety.overrides.judged'), `${row.reviewerName ?? ''}, ${format.instant(row.reviewedAt)}`]] as const)
              : []),
            ...(row.note ? ([[t('safety.overrides.note'), row.note]] as const) : []),
          ]}
        />
        {row.verdict && <Verdict verdict={row.verdict} />}
        {!row.verdict && row.isOwn && <Notice tone="grey">{t('safety.overrides.own')}</Notice>}
        {!row.verdict && !row.isOwn && (
          <Form label={t('safety.overrides.tabs.reviews')} onSubmit={() => void judge('accepted')} onCancel={onClose}>
            <Textarea
              label={t('safety.overrides.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              error={isShort ? t('safety.overrides.noteNeeded') : null}
              maxLength={200}
              autoFocus
            />
            <ErrorLine error={error} />
            <div className="mv-actions">
              <Button type="submit" loading={isRunning}>
                {t('safety.overrides.accept')}
              </Button>
              <Button color="red" variant="outline" loading={isRunning} onClick={() => void judge('escalated')}>
                {t('safety.overrides.escalate')}
              </Button>
            </div>
          </Form>
        )}
      </div>
    </Pane>
  );
}

function Verdict({ verdict }: { verdict: AloneRow['verdict'] }) {
  const { t } = useTranslation();
  if (verdict === null) return <Tag tone="amber">{t('safety.overrides.notYet')}</Tag>;
  return <Tag tone={verdict === 'accepted' ? 'green' : 'red'}>{t(`safety.overrides.${verdict}`)}</Tag>;
}

function useColumns(isNarrow: boolean): readonly Column<AloneRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<AloneRow>[] = [
    { key: 'at', head: t('safety.overrides.when'), width: '150px', cell: (row) => format.instant(row.overriddenAt) },
    {
      key: 'who',
      head: t('safety.overrides.by'),
      width: 'minmax(110px, 1fr)',
      text: (row) => row.prescriberName,
      cell: (row) => row.prescriberName,
    },
    {
      key: 'patient',
      head: t('safety.overrides.patient'),
      width: 'minmax(120px, 1fr)',
      text: (row) => row.patient.displayName,
      cell: (row) => row.patient.displayName,
    },
    {
      key: 'medicine',
      head: t('safety.overrides.medicine'),
      width: 'minmax(200px, 1.4fr)',
      text: (row) => row.medicine,
      cell: (row) => row.medicine,
    },
    {
      key: 'against',
      head: t('safety.overrides.against'),
      width: 'minmax(110px, 1fr)',
      text: (row) => row.against,
      cell: (row) => row.against,
    },
    { key: 'verdict', head: t('safety.overrides.verdict'), width: '130px', cell: (row) => <Verdict verdict={row.verdict} /> },
  ];
  // beside the open order its own pane says who and against what
  return isNarrow ? columns.filter(({ key }) => key !== 'who' && key !== 'against') : columns;
}
