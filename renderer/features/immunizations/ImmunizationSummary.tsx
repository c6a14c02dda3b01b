import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import './immunizations.css';
import { monthsOfAge } from '../observations/monthsOfAge.ts';

/** In the chart and the visit of a child: what is due, and the way to the card. */
export function ImmunizationSummary({ patient }: { patient: { patientId: string; birthDate: string | null } }) {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useFormat();
  const months = monthsOfAge(patient, today);
  const isShown = can('Immunization.read') && months !== null && months < 18 * 12;
  const card = useQuery('immunizations.card', { patientId: patient.patientId }, { enabled: isShown });
  if (!isShown || !card.data) return null;
  const waiting = card.data.series.flatMap((line) =>
    line.doses
      .filter((dose) => dose.status === 'due' || dose.status === 'overdue')
      .map((dose) => ({ series: line.series, number: dose.dose, isOverdue: dose.status === 'overdue' })),
  );
  return (
    <Card
      title={t('immunizations.title')}
      actions={
        <Link href={`/immunizations/${patient.patientId}`} className="mv-link">
          {t('immunizations.summary.open')}
        </Link>
      }
    >
      {card.data.why !== '' ? (
        <p className="mv-none">{t(`immunizations.card.why.${card.data.why}`)}</p>
      ) : waiting.length === 0 ? (
        <p className="mv-none">{t('immunizations.summary.nothing')}</p>
      ) : (
        <span className="mv-doses">
          {waiting.map((dose) => (
            <Tag key={dose.series} tone={dose.isOverdue ? 'red' : 'amber'}>
              {t('immunizations.summary.dose', {
                series: dose.series,
                dose: dose.number,
                state: t(`immunizations.summary.${dose.isOverdue ? 'overdue' : 'due'}`),
              })}
            </Tag>
          ))}
        </span>
      )}
    </Card>
  );
}
