import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Card } from '../../ui/Page.tsx';
import { Tag, type Tone } from '../../ui/signs.tsx';
import type { GrowthPoint } from './growthView.ts';

/** The same points in words, newest first. */
export function GrowthTable({ points, age }: { points: readonly GrowthPoint[]; age: (at: string) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('observations.growth.table')}>
      {points.length === 0 ? (
        <p className="mv-none">{t('observations.growth.noPoints')}</p>
      ) : (
        <table className="mv-small-table">
          <thead>
            <tr>
              <th scope="col">{t('observations.growth.columns.date')}</th>
              <th scope="col">{t('observations.growth.columns.age')}</th>
              <th scope="col" className="mv-num">
                {t('observations.growth.columns.value')}
              </th>
              <th scope="col" className="mv-num">
                {t('observations.growth.columns.z')}
              </th>
              <th scope="col">{t('observations.growth.columns.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map((point) => (
              <tr key={point.at}>
                <th scope="row">{format.dayOf(point.at)}</th>
                <td>{age(point.at)}</td>
                <td className="mv-num">
                  <strong>{format.measure(Math.round(point.value * 100) / 100)}</strong> {point.unit === 'kg/m2' ? 'kg/m²' : point.unit}
                </td>
                <td className="mv-num">{format.measure(point.z)}</td>
                <td>
                  <Meaning point={point} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Meaning({ point }: { point: GrowthPoint }) {
  const { t } = useTranslation();
  if (point.isImplausible) return <Tag tone="amber">{t('observations.growth.implausible')}</Tag>;
  if (point.class === null) return null;
  return (
    <Tag tone={toneOf(point)} isPlain={point.class === 'expected'}>
      {t(`observations.growth.class.${point.class}`)}
    </Tag>
  );
}

function toneOf(point: GrowthPoint): Tone {
  if (point.class === 'expected') return 'grey';
  return Math.abs(point.z) > 3 ? 'red' : 'amber';
}
