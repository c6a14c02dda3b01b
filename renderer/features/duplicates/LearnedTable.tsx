import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnedWeights } from '../../../preload/contract/duplicates.ts';
import { useFormat } from '../../lib/format.ts';

/** Evidence as it is written: +4.1, −2.0. */
export const inBits = (weight: number) => `${weight > 0 ? '+' : weight < 0 ? '−' : ''}${Math.abs(weight).toFixed(1)}`;

/** What the look through the file learned: how much each field counts here, and why. */
export function LearnedTable({ weights }: { weights: readonly LearnedWeights[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  if (weights.length === 0) return null;
  const percent = (share: number) => `${format.measure(Number((share * 100).toPrecision(2)))} %`;
  return (
    <details className="mv-learned" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('duplicates.learned.open')}</summary>
      {isOpen && (
        <>
          <p className="mv-muted">{t('duplicates.learned.text')}</p>
          <table className="mv-small-table">
            <thead>
              <tr>
                <th scope="col">{t('duplicates.learned.field')}</th>
                <th scope="col">{t('duplicates.learned.level')}</th>
                <th scope="col" className="mv-num">
                  {t('duplicates.learned.agree')}
                </th>
                <th scope="col" className="mv-num">
                  {t('duplicates.learned.chance')}
                </th>
                <th scope="col" className="mv-num">
                  {t('duplicates.learned.weight')}
                </th>
              </tr>
            </thead>
            <tbody>
              {weights.flatMap(({ field, levels }) =>
                levels.map(({ level, agree, chance, weight }, at) => (
                  <tr key={`${field} ${level}`}>
                    <th scope="row">{at === 0 ? t(`duplicates.field.${field}`) : ''}</th>
                    <td>{t(`duplicates.level.${level}`)}</td>
                    <td className="mv-num">{percent(agree)}</td>
                    <td className="mv-num">{percent(chance)}</td>
                    <td className="mv-num">{inBits(weight)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </>
      )}
    </details>
  );
}
