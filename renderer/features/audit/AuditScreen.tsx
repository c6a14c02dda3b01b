import { Button } from '@mantine/core';
import { ScrollText, ShieldCheck } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { AuditFilter, AuditVerdict } from '../../../preload/contract/audit.ts';
import { call, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useNewestFirst } from '../../lib/newestFirst.ts';
import { DataTable, EmptyState, ErrorLine, Notice, Page, TwoPane } from '../../ui/index.ts';
import './audit.css';
import { AuditFilters } from './AuditFilters.tsx';
import { useAuditColumns } from './auditColumns.tsx';
import { EntryPane } from './EntryPane.tsx';
import { ExportMenu } from './ExportMenu.tsx';

type Check =
  | { step: 'none' }
  | { step: 'running'; since: number }
  | { step: 'done'; verdict: AuditVerdict; at: string }
  | { step: 'failed'; error: unknown };

/** Who did what, newest first, narrowed as one likes, and whether the chain of entries is whole. `?patient=` narrows it to one person. */
export default function AuditScreen() {
  const { t } = useTranslation();
  const patient = new URLSearchParams(useSearch()).get('patient');
  const [filter, setFilter] = useState<AuditFilter>(patient ? { patient } : {});
  const [opened, setOpened] = useState<number | null>(null);
  const columns = useAuditColumns(opened !== null);
  const { rows, onRange, error, hasMore } = useNewestFirst('audit.list', useDeferredValue(filter), (answer) => answer.rows);
  const choices = useQuery('audit.choices', {}).data;
  const isFiltered = Object.keys(filter).length > 0;
  const [check, setCheck] = useState<Check>({ step: 'none' });
  const verify = () => {
    setCheck({ step: 'running', since: Date.now() });
    call('audit.verify', {}).then(
      (verdict) => setCheck({ step: 'done', verdict, at: new Date().toISOString() }),
      (cause: unknown) => setCheck({ step: 'failed', error: cause }),
    );
  };
  const clear = { label: t('audit.filter.clear'), onClick: () => setFilter({}) };
  return (
    <Page
      title={t('audit.title')}
      sub={t('audit.sub')}
      actions={
        <>
          <ExportMenu filter={filter} />
          <Button leftSection={<ShieldCheck size={14} aria-hidden="true" />} loading={check.step === 'running'} onClick={verify}>
            {t('audit.verify')}
          </Button>
        </>
      }
    >
      <div className="mv-verdict" aria-live="polite">
        {check.step === 'running' && <Walking since={check.since} />}
        {check.step === 'done' && <Verdict verdict={check.verdict} at={check.at} />}
        {check.step === 'failed' && <ErrorLine error={check.error} onRetry={verify} />}
        {error && <ErrorLine error={error} />}
      </div>
      <AuditFilters filter={filter} onFilter={setFilter} choices={choices} hasPatient />
      <TwoPane
        listWidth={opened === null ? '100%' : '58%'}
        list={
          <DataTable
            label={t('audit.list')}
            rows={rows}
            rowId={(row) => String(row.seq)}
            columns={columns}
            onRange={onRange}
            onOpen={(row) => setOpened(row.seq)}
            selectedId={opened === null ? null : String(opened)}
            empty={
              isFiltered ? (
                <EmptyState icon={ScrollText} title={t('audit.filter.none')} text={t('audit.filter.noneText')} action={clear} />
              ) : (
                <EmptyState icon={ScrollText} title={t('audit.empty')} text={t('audit.emptyText')} />
              )
            }
            note={`${t('audit.newest')} · ${t(hasMore ? 'audit.more' : 'audit.end')}`}
            autoFocus
          />
        }
      >
        {opened !== null && (
          <EntryPane seq={opened} onClose={() => setOpened(null)} onPatient={(number) => setFilter({ patient: number })} />
        )}
      </TwoPane>
    </Page>
  );
}

function Verdict({ verdict, at }: { verdict: AuditVerdict; at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const when = t('audit.checkedAt', { time: format.time(at) });
  if (verdict.ok)
    return (
      <Notice tone="green" title={t('audit.whole')}>
        {t(verdict.heads > 0 ? 'audit.wholeText' : 'audit.noSeals', {
          rows: format.number(verdict.rows),
          heads: format.number(verdict.heads),
          signed: format.number(verdict.signed),
        })}{' '}
        {verdict.erased > 0 && `${t('audit.erasedPeople', { count: verdict.erased })} `}
        <Witnessed witness={verdict.witness} /> {when}
      </Notice>
    );
  const bad = verdict.firstBad;
  if (!bad) return <Notice tone="red" isLive title={t('audit.brokenUnknown')} />;
  return (
    <Notice tone="red" isLive title={t('audit.broken', { seq: format.number(bad.seq) })}>
      {isWitnessed(bad.why)
        ? t(`audit.witness.${bad.why === 'witnessed-cut' ? 'cut' : 'otherwise'}`, { seq: format.number(bad.seq) })
        : t('audit.brokenText', { table: bad.table, why: bad.why })}{' '}
      {when}
    </Notice>
  );
}

const isWitnessed = (why: string) => why === 'witnessed-cut' || why === 'witnessed-otherwise';

function Witnessed({ witness }: { witness: AuditVerdict['witness'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!witness) return t('audit.witness.none');
  const at = (instant: string) => format.instant(instant);
  const said = t(witness.isLive ? 'audit.witness.live' : 'audit.witness.offline', {
    count: witness.compared,
    seq: format.number(witness.newestSeq),
    at: at(witness.newestAt),
    asked: at(witness.askedAt),
  });
  const lost = witness.lostInRestore;
  return lost ? `${said} ${t('audit.witness.lostInRestore', { seq: format.number(lost.seq), at: at(lost.at) })}` : said;
}

function Walking({ since }: { since: number }) {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return <Notice tone="blue">{seconds < 2 ? t('audit.verifying') : t('audit.verifyingFor', { seconds })}</Notice>;
}
