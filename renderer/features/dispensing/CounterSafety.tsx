import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { Notice } from '../../ui/index.ts';
import { Coverage, FindingWords, worstFirst } from '../prescriptions/SafetyPane.tsx';

/** At the counter: what the record says against this medicine now, and what the prescriber answered. Of a restricted record, that something does. */
export function CounterSafety({ line }: { line: Pick<DeskLine, 'safety' | 'answered' | 'request'> }) {
  const { t } = useTranslation();
  const { safety, answered, request } = line;
  const findings = worstFirst(safety.findings).filter(({ severity }) => severity !== 'information');
  const answers = new Map(answered.map(({ cause, reason }) => [cause, reason]));
  return (
    <section className="mv-stack" aria-label={t('safety.title')}>
      {request.patient.isRestricted && (
        <Notice tone="amber" title={t('prescriptions.counter.restricted')}>
          {t('prescriptions.counter.restrictedText')}
        </Notice>
      )}
      {findings.length === 0 && (
        <p className="mv-safety-nothing">
          {t('safety.nothing', { medicine: request.medicine })} {t('safety.nothingLimits')}
        </p>
      )}
      {findings.length > 0 && (
        <ul className="mv-findings" aria-label={t('safety.findings', { count: findings.length })}>
          {findings.map((finding) => {
            const answer = answers.get(finding.cause);
            return (
              <li key={finding.cause} className="mv-finding" data-severity={finding.severity}>
                <FindingWords finding={finding} />
                {answer !== undefined && (
                  <p>
                    {answer === ''
                      ? t('prescriptions.counter.answeredUnseen', { name: request.prescriberName })
                      : t('prescriptions.counter.answered', { name: request.prescriberName, reason: answer })}
                  </p>
                )}
                {answer === undefined && finding.severity === 'stop' && (
                  <strong>{t('prescriptions.counter.ask', { name: request.prescriberName })}</strong>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <Coverage answer={safety} isClosed />
    </section>
  );
}
