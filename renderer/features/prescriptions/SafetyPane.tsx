import { Button, Textarea } from '@mantine/core';
import { CircleDashed, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import type { Dosage } from '../../../preload/contract/dosage.ts';
import { type SafetyAnswer, type SafetyFinding, wantsSecond } from '../../../preload/contract/safety.ts';
import { useCommand } from '../../lib/api.ts';
import { en } from '../../lib/strings/index.ts';
import { ErrorLine, SeverityBadge, SkeletonRows } from '../../ui/index.ts';
import { QuietButton, QuietFindings } from './QuietFindings.tsx';
import { SafetyAsk } from './SafetyAsk.tsx';
import { type CheckMissing, summariseCoverage } from './coverage.ts';
import './prescriptions.css';
import { isKey, wordFinding } from './wordFinding.ts';

export type SafetyPaneProps = {
  patientId: string;
  medicine: string;
  dosage: Dosage | null;
  answer: SafetyAnswer | undefined;
  isChecking: boolean;
  error: unknown;
  onRetry: () => void;
  /** typed reasons by cause, for the findings that say stop */
  reasons: Readonly<Record<string, string>>;
  onReason: (cause: string, reason: string) => void;
  isReasonWanted: boolean;
};

const loudness = { stop: 0, warning: 1, information: 2 } as const;
export const worstFirst = (findings: readonly SafetyFinding[]) => findings.toSorted((a, b) => loudness[a.severity] - loudness[b.severity]);

/** What the record says against this order, worst first, and what was and was not checked. */
export function SafetyPane(props: SafetyPaneProps) {
  const { t } = useTranslation();
  const { answer } = props;
  return (
    <section className="mv-safety" aria-label={t('safety.title')} aria-busy={props.isChecking}>
      <h3>{t('safety.title')}</h3>
      {props.error ? <ErrorLine error={props.error} onRetry={props.onRetry} /> : null}
      {!props.error && props.isChecking && <SkeletonRows rows={4} />}
      {!props.error && !props.isChecking && !answer && <p className="mv-muted">{t('safety.choose')}</p>}
      <div aria-live="polite" className="mv-stack">
        {!props.isChecking && answer && <Findings {...props} answer={answer} />}
      </div>
      {!props.isChecking && answer && <SafetyAsk patientId={props.patientId} answer={answer} onAnswered={props.onRetry} />}
      {!props.isChecking && answer && <Coverage answer={answer} />}
    </section>
  );
}

function Findings(props: SafetyPaneProps & { answer: SafetyAnswer }) {
  const { t } = useTranslation();
  useNoted(props);
  const until = new Map(props.answer.quiet?.map((one) => [one.cause, one.until]));
  const all = worstFirst(props.answer.findings);
  const findings = all.filter(({ cause }) => !until.has(cause));
  const quiet = all.flatMap((finding) => ({ ...finding, until: until.get(finding.cause) ?? '' })).filter((one) => one.until !== '');
  const folded = <QuietFindings patientId={props.patientId} findings={quiet} onChanged={props.onRetry} />;
  if (findings.length === 0)
    return (
      <>
        {quiet.length === 0 && (
          <p className="mv-safety-nothing">
            <strong>{t('safety.nothing', { medicine: props.medicine })}</strong> {t('safety.nothingLimits')}
          </p>
        )}
        {folded}
      </>
    );
  return (
    <>
      <ul className="mv-findings" aria-label={t('safety.findings', { count: findings.length })}>
        {findings.map((finding) => (
          <Finding key={finding.cause} finding={finding} {...props} />
        ))}
      </ul>
      {folded}
    </>
  );
}

/** That a warning or a stop was seen is counted, once an order and day; a failure of the counting disturbs nobody. */
function useNoted({ patientId, medicine, dosage, answer }: SafetyPaneProps & { answer: SafetyAnswer }) {
  const { run } = useCommand('safety.noteShown');
  const noted = useRef('');
  const loud = answer.findings.filter(({ severity }) => severity !== 'information').map(({ cause }) => cause);
  const seen = loud.length === 0 ? '' : [patientId, medicine, ...loud].join('|');
  useEffect(() => {
    if (seen === '' || noted.current === seen) return;
    noted.current = seen;
    void run({ patientId, medicine, dosage });
  }, [seen, run, patientId, medicine, dosage]);
}

function Finding({ finding, ...props }: SafetyPaneProps & { finding: SafetyFinding }) {
  const { t } = useTranslation();
  const reason = props.reasons[finding.cause] ?? '';
  return (
    <li className="mv-finding" data-severity={finding.severity}>
      <FindingWords finding={finding} />
      {finding.severity === 'stop' && (
        <Textarea
          label={t('safety.reason')}
          description={t('safety.reasonHint')}
          aria-label={t('safety.reasonFor', { finding: finding.between.join(' + ') })}
          value={reason}
          onChange={(event) => props.onReason(finding.cause, event.currentTarget.value)}
          error={props.isReasonWanted && reason.trim().length < 3 && t('prescriptions.prescribe.needReason')}
          minRows={1}
          maxLength={200}
          withAsterisk
        />
      )}
      {wantsSecond(finding) && <span className="mv-muted">{t('safety.second.inFinding')}</span>}
      {finding.severity !== 'stop' && (
        <QuietButton
          order={{ patientId: props.patientId, medicine: props.medicine, dosage: props.dosage }}
          cause={finding.cause}
          onChanged={props.onRetry}
        />
      )}
    </li>
  );
}

/** What, why, what to do, and who says so. */
export function FindingWords({ finding }: { finding: SafetyFinding }) {
  const { t } = useTranslation();
  const words = wordFinding(finding, t);
  return (
    <>
      <div className="mv-finding-head">
        <SeverityBadge severity={finding.severity} />
        <strong>{t(`safety.kind.${finding.kind}`)}</strong>
        <span>{finding.between.join(' + ')}</span>
      </div>
      <p>{words.text}</p>
      <dl>
        <dt>{t('safety.whatToDo')}</dt>
        <dd>{words.whatToDo}</dd>
        {finding.source !== '' && (
          <>
            <dt>{t('safety.source')}</dt>
            <dd className="mv-muted">{finding.source}</dd>
          </>
        )}
        {finding.evidence && (
          <>
            <dt>{t('safety.evidenceLabel')}</dt>
            <dd className="mv-muted">{t(`safety.evidence.${finding.evidence}`)}</dd>
          </>
        )}
      </dl>
    </>
  );
}

/** What was checked and what was not; closed at the counter, where it is asked for. */
export function Coverage({ answer, isClosed = false }: { answer: SafetyAnswer; isClosed?: boolean }) {
  const { t } = useTranslation();
  const { made, missing, total } = summariseCoverage(answer);
  return (
    <details className="mv-coverage" open={!isClosed && answer.findings.length === 0}>
      <summary>{t('safety.coverage', { made: made.length, total })}</summary>
      {made.length > 0 && (
        <ul aria-label={t('safety.coverageList')}>
          {made.map((check) => (
            <li key={check.list}>
              <Check size={14} aria-hidden="true" />
              <span>{t(check.hasFinding ? 'safety.found' : 'safety.noneFound', { list: check.list, edition: check.edition })}</span>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <>
          <h4>{t('safety.uncheckedList')}</h4>
          <ul aria-label={t('safety.uncheckedList')}>
            {missing.map((check) => (
              <li key={[check.code, ...check.names].join(' ')}>
                <CircleDashed size={14} aria-hidden="true" />
                <MissingWords check={check} />
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function MissingWords({ check }: { check: CheckMissing }) {
  const { t } = useTranslation();
  const against = check.against.map((one) => (isKey(en.safety.against, one) ? t(`safety.against.${one}`) : one)).join(', ');
  return (
    <span>
      {isKey(en.safety.unchecked, check.code) ? t(`safety.unchecked.${check.code}`, { against, names: check.names.join(', ') }) : check.why}
    </span>
  );
}

export function DiscardDraft(props: { text: string; onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="mv-line mv-muted mv-draft-back">
      {props.text}
      <Button size="compact-xs" variant="subtle" onClick={props.onDiscard}>
        {t('prescriptions.prescribe.discard')}
      </Button>
    </div>
  );
}
