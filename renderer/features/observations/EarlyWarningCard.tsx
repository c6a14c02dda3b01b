import { useTranslation } from 'react-i18next';
import type { EarlyWarning } from '../../../preload/contract/observations.ts';
import { vitalSigns } from '../../../preload/contract/encounters.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Tag, type Tone } from '../../ui/signs.tsx';
import { unitWords } from '../patients/latest.ts';

const toneOf: Record<EarlyWarning['level'], Tone> = { low: 'green', 'low-medium': 'amber', medium: 'amber', high: 'red' };

/** The score of this visit with what it rests on; what is missing is named, so that a low score is not taken for a well patient. */
export function EarlyWarningCard({ encounterId }: { encounterId: string }) {
  const { t } = useTranslation();
  const answer = useQuery('observations.earlyWarning', { encounterId });
  if (answer.error) return <ErrorLine error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return null;
  const { earlyWarning, why } = answer.data;
  if (why === 'age-unknown') return <Card title={t('observations.warning.title')}>{t('observations.warning.ageUnknown')}</Card>;
  if (why === 'pregnant') return <Card title={t('observations.warning.title')}>{t('observations.warning.pregnant')}</Card>;
  if (!earlyWarning) return null;
  return (
    <Card
      title={earlyWarning.system}
      label={t('observations.warning.title')}
      actions={
        <span role="status">
          <LevelTag warning={earlyWarning} />
        </span>
      }
    >
      <Parts warning={earlyWarning} />
    </Card>
  );
} // prettier-ignore

function LevelTag({ warning }: { warning: EarlyWarning }) {
  const { t } = useTranslation();
  const isWhole = warning.measured === warning.of;
  const words = {
    score: warning.score,
    level: t(`observations.warning.level.${warning.level}`),
    measured: warning.measured,
    of: warning.of,
  };
  // a low score of a part of the signs is no reason for green
  const tone = isWhole || warning.level !== 'low' ? toneOf[warning.level] : 'grey';
  return <Tag tone={tone}>{t(isWhole ? 'observations.warning.whole' : 'observations.warning.partly', words)}</Tag>;
}

function Parts({ warning }: { warning: EarlyWarning }) {
  const { t } = useTranslation();
  const format = useFormat();
  const unit = (sign: EarlyWarning['parts'][number]['sign']) => (sign in vitalSigns ? unitWords(vitalSigns[sign as keyof typeof vitalSigns].unit) : '');
  const measured = warning.parts.filter((part) => part.value !== null);
  const missing = warning.parts.filter((part) => part.value === null);
  return (
    <>
      <table className="mv-small-table">
        <thead className="mv-sr">
          <tr>
            <th scope="col">{t('observations.warning.sign')}</th>
            <th scope="col">{t('observations.warning.value')}</th>
            <th scope="col">{t('observations.warning.points')}</th>
          </tr>
        </thead>
        <tbody>
          {measured.map((part) => (
            <tr key={part.sign}>
              <th scope="row">{t(`observations.sign.${part.sign}`)}</th>
              <td className="mv-num">
                {typeof part.value === 'number' ? (
                  <>
                    <strong>{format.measure(part.value)}</strong> {unit(part.sign)}
                  </>
                ) : (
                  <strong>{t(`observations.answer.${part.value ?? 'normal'}` as 'observations.answer.normal')}</strong>
                )}
              </td>
              <td className="mv-num">
                <PointsTag points={part.points} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="mv-muted">{t('observations.warning.missing', { signs: missing.map((part) => t(`observations.sign.${part.sign}`)).join(', ') })}</p>
      )}
      <p className="mv-muted">{t(`observations.warning.meaning.${warning.system === 'NEWS2' ? `news2-${warning.level}` as const : warning.level === 'high' ? 'pews-high' : 'pews-low'}`)}</p>
    </>
  );
} // prettier-ignore

function PointsTag({ points }: { points: number | null }) {
  const { t } = useTranslation();
  if (points === null) return <Tag isPlain>{t('observations.warning.notScored')}</Tag>;
  const words = t('observations.warning.plus', { points });
  return (
    <Tag tone={points === 0 ? 'grey' : points >= 3 ? 'red' : 'amber'} isPlain>
      {words}
    </Tag>
  );
}
