import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { groupOf, groupOptions, groupWord } from './groups.ts';

/** How many units of red cells and whole blood each group has today; none of O− is seen at once. */
export function BloodLevels({ levels }: { levels: Output<'blood.list'>['levels'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const unitsOf = (word: string) =>
    levels
      .filter(({ component, group }) => (component === 'red-cells' || component === 'whole-blood') && groupWord(group) === groupWord(groupOf(word)))
      .reduce((sum, { units }) => sum + units, 0);
  return (
    <section className="mv-blood-levels" aria-label={t('blood.levels')}>
      {groupOptions.map((word) => {
        const units = unitsOf(word);
        return (
          <div key={word} data-none={units === 0}>
            <strong>{word}</strong>
            <span className="mv-muted">{t('blood.units', { count: units, formatted: format.number(units) })}</span>
          </div>
        );
      })}
    </section>
  );
} // prettier-ignore
