import { useTranslation } from 'react-i18next';
import { findings } from '../../../preload/contract/encounters.ts';
import { useFormat } from '../../lib/format.ts';
import { unitWords } from '../patients/latest.ts';

/** A measured value with its unit, or the words of what was seen. */
export function ObservationValue({ observation }: { observation: { code: string; value: number; unit: string } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = Object.values(findings).find((finding) => finding.code === observation.code)?.answers[observation.value];
  if (answer !== undefined) return <strong>{t(`observations.answer.${answer}`)}</strong>;
  return (
    <>
      <strong>{format.measure(observation.value)}</strong> {unitWords(observation.unit)}
    </>
  );
}
