import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/signs.tsx';
import { PartAgain } from '../duplicates/PartAgain.tsx';
import { shortTest } from '../laboratory/labWords.tsx';
import { unitWords } from './latest.ts';
import { usePersonWords } from './person.ts';

/** Never scrolls away: allergies first, then who it is, then the weight with its date. */
export function PatientBanner({ chart, actions }: { chart: Chart; actions?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  const { patient, weight } = chart;
  return (
    <section className="mv-patient" aria-label={t('patients.banner.label')}>
      <AllergyLine allergies={chart.allergies} />
      <SignsLine chart={chart} />
      <div className="mv-patient-who">
        <div className="mv-patient-name">
          <h1>{patient.displayName}</h1>
          <div className="mv-patient-facts">
            <span>{words.long(patient)}</span>
            <span className="mv-number">{patient.number}</span>
            <span>
              {weight ? (
                <>
                  <strong>{t('patients.banner.weight', { kg: format.measure(weight.kg) })}</strong>{' '}
                  <span className="mv-muted">{t('patients.banner.weightWhen', { date: format.dayOf(weight.at) })}</span>
                </>
              ) : (
                <span className="mv-muted">{t('patients.banner.noWeight')}</span>
              )}
            </span>
            {patient.linkedNumbers.length > 0 && (
              <span className="mv-muted">
                {t('patients.banner.also', { numbers: patient.linkedNumbers.join(', ') })} <PartAgain patientId={patient.patientId} />
              </span>
            )}
          </div>
        </div>
        {actions && <div className="mv-patient-actions">{actions}</div>}
      </div>
    </section>
  );
}

/** What must be known before anything is done; without any of it there is no line. */
function SignsLine({ chart }: { chart: Chart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { pregnancy, criticals, deceasedOn, isUnidentified } = chart;
  if (!pregnancy && criticals.length === 0 && deceasedOn === null && !isUnidentified) return null;
  const values = criticals
    .map(({ display, value, unit }) => `${shortTest(display)} ${format.measure(value)} ${unitWords(unit)}`)
    .join(', ');
  return (
    <div className="mv-patient-signs">
      {deceasedOn !== null && <Tag>{t('patients.banner.deceased', { date: format.day(deceasedOn) })}</Tag>}
      {isUnidentified && <Tag tone="amber">{t('patients.banner.unidentified')}</Tag>}
      {criticals.length > 0 && <Tag tone="red">{t('patients.banner.critical', { count: criticals.length, names: values })}</Tag>}
      {pregnancy && <Pregnancy pregnancy={pregnancy} />}
    </div>
  );
}

function Pregnancy({ pregnancy }: { pregnancy: NonNullable<Chart['pregnancy']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { since, code, edd, gestationDays } = pregnancy;
  return (
    <Tag tone="blue">
      {edd !== null && gestationDays !== null
        ? t('patients.banner.pregnantWeeks', { weeks: `${Math.floor(gestationDays / 7)}+${gestationDays % 7}`, date: format.day(edd) })
        : t('patients.banner.pregnant')}{' '}
      <span className="mv-muted">
        {[t('patients.banner.pregnantSaid', { date: format.dayOf(since) }), code].filter((text) => text !== '').join(' · ')}
      </span>
    </Tag>
  );
}

/** A statement, never an empty field. */
function AllergyLine({ allergies }: { allergies: Chart['allergies'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (allergies.status === 'recorded') {
    return (
      <div className="mv-allergies" data-state="recorded">
        <OctagonAlert size={16} aria-hidden="true" />
        <strong>{t('patients.banner.allergies')}</strong>
        <ul>
          {allergies.list.map((allergy) => (
            <li key={allergy.id}>
              <span>
                {allergy.reaction
                  ? t('patients.banner.reaction', { substance: allergy.substance, reaction: allergy.reaction })
                  : allergy.substance}
              </span>
              {allergy.severity === 'severe' && (
                <Tag tone="red" isPlain>
                  {t('patients.banner.severe')}
                </Tag>
              )}
              {allergy.criticality === 'high' && (
                <Tag tone="red" isPlain>
                  {t('patients.banner.high')}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (allergies.status === 'none-known') {
    return (
      <div className="mv-allergies" data-state="none-known">
        <span>{t('patients.banner.noneKnown', { date: allergies.askedAt ? format.dayOf(allergies.askedAt) : '' })}</span>
      </div>
    );
  }
  return (
    <div className="mv-allergies" data-state="not-asked">
      <TriangleAlert size={16} aria-hidden="true" />
      <strong>{t('patients.banner.notAsked')}</strong>
    </div>
  );
}
