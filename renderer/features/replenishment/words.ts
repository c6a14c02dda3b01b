import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReorderWorking } from '../../../preload/contract/replenishment.ts';
import { useFormat } from '../../lib/format.ts';
import { useUnits } from '../inventory/words.ts';

/** Figures of use: whole from ten on, one decimal below. */
export function useAmount(): (units: number) => string {
  const format = useFormat();
  return useMemo(() => (units) => format.number(units, units < 10 ? 1 : 0), [format]);
}

/** A line of the suggested order in a few sentences, with its figures. `packs`: as edited. */
export function useSentence(): (line: ReorderWorking, unit: string, packs?: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const amount = useAmount();
  return useMemo(
    () =>
      (line, unit, packs = line.packs) => {
        const n = (value: number) => format.number(value);
        const onOrder = n(line.onOrder);
        const name = units.many(unit);
        return [
          line.amc === null
            ? t('replenishment.sentence.noHistory')
            : line.amc === 0
              ? t('replenishment.sentence.noUse')
              : t('replenishment.sentence.use', { amc: amount(line.amc), unit: name }),
          line.usable === 0
            ? t('replenishment.sentence.out', { onOrder })
            : line.runsOutOn === null
              ? t('replenishment.sentence.stockLong', { usable: n(line.usable), onOrder })
              : t('replenishment.sentence.stock', { usable: n(line.usable), onOrder, day: format.day(line.runsOutOn) }),
          line.expiring > 0 && t('replenishment.sentence.expiring', { expiring: n(line.expiring) }),
          line.limitedBy === 'minimum'
            ? t('replenishment.sentence.ruleMinimum', { minimum: n(line.minimum) })
            : t('replenishment.sentence.rule', {
                lead: n(line.leadTimeDays),
                review: n(line.reviewDays),
                safety: n(line.safetyStock),
                point: n(line.reorderPoint),
              }),
          line.limitedBy === 'maximum' && line.maximum !== null && t('replenishment.sentence.maximum', { maximum: n(line.maximum) }),
          line.packs === 0
            ? t('replenishment.sentence.enough')
            : packs > 0 &&
              t('replenishment.sentence.order', {
                packs: n(packs),
                size: n(line.packSize),
                quantity: n(packs * line.packSize),
                unit: name,
                upTo: n(line.upTo),
              }),
        ]
          .filter(Boolean)
          .join(' ');
      },
    [t, format, units, amount],
  );
}
