import { useTranslation } from 'react-i18next';
import type { Adherence } from '../../../preload/contract/medications.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/signs.tsx';
import { CoverStrip } from './CoverStrip.tsx';

/** One strip a medicine: full where it was at home, open where it was not; a mark for each collection. The same stands in words below it. */
export function AdherenceList({ adherence }: { adherence: readonly Adherence[] }) {
  const { t } = useTranslation();
  return (
    <details className="mv-med-adherence">
      <summary>{t('medications.adherence')}</summary>
      <p className="mv-muted">{t('medications.adherenceText')}</p>
      {adherence.map((one) => (
        <OneMedicine key={one.medicine} one={one} />
      ))}
      <p className="mv-muted">{t('medications.adherenceSource')}</p>
    </details>
  );
}

function OneMedicine({ one }: { one: Adherence }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cover } = one;
  return (
    <section className="mv-med-cover" aria-label={one.medicine}>
      <header>
        <strong>{one.medicine}</strong>
        {cover && (
          <>
            <span>
              {t('medications.share', {
                percent: format.number(Math.floor((100 * cover.covered) / cover.days)),
                days: format.number(cover.days),
              })}
            </span>
            <Tag tone={cover.isRegular ? 'green' : 'amber'}>{t(cover.isRegular ? 'medications.regular' : 'medications.irregular')}</Tag>
          </>
        )}
      </header>
      {one.why !== '' && <p className="mv-none">{t(`medications.why.${one.why}`)}</p>}
      {cover && <CoverStrip name={one.medicine} cover={cover} collections={one.collections} />}
      {cover && cover.gaps.length > 0 && (
        <ul className="mv-med-gaps">
          {cover.gaps.map((gap) => (
            <li key={gap.from}>
              {t('medications.gap', {
                from: format.day(gap.from),
                to: format.day(gap.to),
                days: t('medications.days', { count: (Date.parse(gap.to) - Date.parse(gap.from)) / 86_400_000 + 1 }),
              })}
            </li>
          ))}
        </ul>
      )}
      <table className="mv-small-table">
        <caption className="mv-sr">{t('medications.collectionsOf', { medicine: one.medicine })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('medications.on')}</th>
            <th scope="col" className="mv-num">
              {t('medications.quantity')}
            </th>
            <th scope="col" className="mv-num">
              {t('medications.lasts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {one.collections.toReversed().map((each, index) => (
            <tr key={index}>
              <td>{format.day(each.on)}</td>
              <td className="mv-num">{[format.number(each.quantity), one.unit].join(' ')}</td>
              <td className="mv-num">{each.days === null ? '–' : t('medications.days', { count: Math.floor(each.days) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
