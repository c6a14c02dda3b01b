import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Finding, findings } from '../../../preload/contract/encounters.ts';
import type { RawInput } from '../../../preload/contract/index.ts';

export type Seen = Partial<Record<Finding, string>>;

type Findings = NonNullable<RawInput<'encounters.recordVitals'>['findings']>;

export function toFindings(seen: Seen): Findings {
  return Object.entries(seen).map(([sign, answer]) => ({ sign, answer })) as Findings;
}

/** What is seen rather than measured; nothing is answered until somebody answers it. */
export function FindingInputs(props: { ageMonths: number | null; seen: Seen; onSeen: (seen: Seen) => void }) {
  const { t } = useTranslation();
  const { ageMonths, seen, onSeen } = props;
  const isChild = ageMonths !== null && ageMonths < 192;
  const answer = (sign: Finding, value: string | null) => {
    const { [sign]: _before, ...others } = seen;
    onSeen(value === null ? others : { ...others, [sign]: value });
  };
  const choice = (sign: 'consciousness' | 'respiratory-effort') => (
    <Select
      label={t(`observations.finding.${sign}.label`)}
      placeholder={t('observations.finding.notSeen')}
      clearable
      data={findings[sign].answers.map((one) => ({ value: one, label: t(`observations.answer.${one}`) }))}
      value={seen[sign] ?? null}
      onChange={(value) => answer(sign, value)}
    />
  );
  return (
    <div className="mv-vitals">
      {choice('consciousness')}
      {isChild && choice('respiratory-effort')}
      {isChild && ageMonths < 60 && (
        <Checkbox
          className="mv-finding-check"
          label={t('observations.finding.feet-oedema.label')}
          checked={seen['feet-oedema'] === 'present'}
          onChange={(event) => answer('feet-oedema', event.currentTarget.checked ? 'present' : null)}
        />
      )}
      {!isChild && (
        <Checkbox
          className="mv-finding-check"
          label={t('observations.finding.oxygen-scale.label')}
          description={t('observations.finding.oxygen-scale.hint')}
          checked={seen['oxygen-scale'] === 'scale-2'}
          onChange={(event) => answer('oxygen-scale', event.currentTarget.checked ? 'scale-2' : null)}
        />
      )}
    </div>
  );
}
