import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dosage } from '../../../preload/contract/dosage.ts';
import type { SafetyFinding } from '../../../preload/contract/safety.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/index.ts';
import { wordFinding } from './wordFinding.ts';

type Order = { patientId: string; medicine: string; dosage: Dosage | null };

/** Under a finding that is no stop: not to be interrupted by it again. */
export function QuietButton({ order, cause, onChanged }: { order: Order; cause: string; onChanged: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('safety.quieten');
  const silence = async () => {
    if (await run({ ...order, cause })) onChanged();
  };
  return (
    <div>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={isRunning}
        title={t('safety.quiet.hint')}
        onClick={() => void silence()}
      >
        {t('safety.quiet.button')}
      </Button>
      <ErrorLine error={error} />
    </div>
  );
}

/** Never lost: what was made quiet stands folded below, and comes back by a press. */
export function QuietFindings(props: {
  patientId: string;
  findings: readonly (SafetyFinding & { until: string })[];
  onChanged: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error } = useCommand('safety.showAgain');
  if (props.findings.length === 0) return null;
  return (
    <details className="mv-coverage">
      <summary>{t('safety.quiet.hidden', { count: props.findings.length })}</summary>
      <ul>
        {props.findings.map((finding) => (
          <li key={finding.cause} className="mv-line">
            <span>
              {wordFinding(finding, t).text} <span className="mv-muted">{t('safety.quiet.until', { day: format.day(finding.until) })}</span>
            </span>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => void run({ patientId: props.patientId, cause: finding.cause }).then((done) => done && props.onChanged())}
            >
              {t('safety.quiet.showAgain')}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorLine error={error} />
    </details>
  );
}
