import { useTranslation } from 'react-i18next';
import { type Interpretation, type LabResult, presenceAnswers, presenceUnit } from '../../../preload/contract/laboratory.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/signs.tsx';
import { unitWords } from '../patients/latest.ts';

/** LOINC's long name without what is measured of it: "Hemoglobin in Blood". The unit stands beside it anyway. */
export function shortTest(name: string): string {
  return name.replaceAll(/\s*\[[^\]]*\]/g, '');
}

/** "6.1 g/dL", or "positive" */
export function useResultWords(): (result: Pick<LabResult, 'value' | 'unit'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ value, unit }) => {
    const answer = presenceAnswers[value];
    if (unit === presenceUnit) return answer ? t(`laboratory.presence.${answer}`) : '';
    return `${format.measure(value)} ${unitWords(unit)}`;
  };
}

/** "13.5 to 15.5", "from 13.5", "up to 15.5", '' */
export function useRangeWords(): (result: Pick<LabResult, 'referenceLow' | 'referenceHigh'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ referenceLow: low, referenceHigh: high }) => {
    if (low !== null && high !== null) return t('laboratory.range.both', { low: format.measure(low), high: format.measure(high) });
    if (low !== null) return t('laboratory.range.from', { low: format.measure(low) });
    return high === null ? '' : t('laboratory.range.upTo', { high: format.measure(high) });
  };
}

const toneOf = { L: 'amber', H: 'amber', A: 'amber', LL: 'red', HH: 'red' } as const;

/** In words, never by colour alone; nothing for a normal result. */
export function InterpretationTag({ interpretation }: { interpretation: Interpretation }) {
  const { t } = useTranslation();
  if (interpretation === '' || interpretation === 'N') return null;
  return <Tag tone={toneOf[interpretation]}>{t(`laboratory.interpretation.${interpretation}`)}</Tag>;
}
