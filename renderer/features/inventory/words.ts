import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { en, fr } from '../../lib/strings/index.ts';
import { useFormat } from '../../lib/format.ts';

type UnitKey = keyof typeof en.inventory.unitName;
const unitKeys: readonly UnitKey[] = [
  'tablet',
  'capsule',
  'vial',
  'ampoule',
  'bottle',
  'sachet',
  'tube',
  'suppository',
  'inhaler',
  'piece',
  'dose',
  'bag',
  'box',
  'test',
  'unit',
];

/** "Tablets", "tablet" and "tab." are one word to us; what we do not know is shown as it was written. */
export function unitKey(unit: string): UnitKey | null {
  const plain = unit.trim().toLowerCase().replace(/\.$/, '');
  const single = plain.replace(/ies$/, 'y').replace(/xes$/, 'x').replace(/s$/, '');
  if (plain === 'tab' || plain === 'tabs') return 'tablet';
  if (plain === 'cap' || plain === 'caps') return 'capsule';
  return unitKeys.find((key) => key === plain || key === single) ?? null;
}

/** "300 tablets", "1 tablet", "300 comprimés", and "250 ml" for a unit that has no plural. */
export function useUnits() {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => ({
      count: (quantity: number, unit: string): string => {
        const key = unitKey(unit);
        const formatted = format.number(quantity);
        return key ? t(`inventory.unit.${key}`, { count: Math.abs(quantity), formatted }) : `${formatted} ${unit}`;
      },
      many: (unit: string): string => {
        const key = unitKey(unit);
        return key ? t(`inventory.unitName.${key}`) : unit;
      },
      one: (unit: string): string => {
        const key = unitKey(unit);
        return key ? t(`inventory.unitOne.${key}`) : unit;
      },
    }),
    [t, format],
  );
}

/** Name, strength and form in one line; the form is not said twice, in whatever language the label says it. */
export function medicineWords(item: { name: string; form: string }): string {
  const name = item.name.toLowerCase();
  const words = [item.form, ...[en, fr].map(({ inventory: { forms } }) => forms[item.form as keyof typeof forms] ?? item.form)];
  return words.some((word) => name.includes(word.toLowerCase())) ? item.name : `${item.name} ${item.form}`;
}

/** How long the usable stock lasts at the present use; null where nothing is known of the use. */
export function monthsOfStock(item: { usable: number; amc: number | null }): number | null {
  return item.amc === null || item.amc <= 0 ? null : item.usable / item.amc;
}
