import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Notice, Tag, type Tone } from '../../ui/signs.tsx';
import { monthsOfAge } from '../observations/monthsOfAge.ts';
import { ContactForm } from './ContactForm.tsx';
import { DatesForm } from './DatesForm.tsx';
import { EndForm } from './EndForm.tsx';
import './pregnancies.css';

export type Pregnancy = NonNullable<Output<'pregnancies.current'>['pregnancy']>;
type Contact = Pregnancy['contacts'][number];
type Doing = 'nothing' | 'dates' | 'contact' | 'end';

const toneOf: Record<Contact['status'], Tone> = { done: 'green', due: 'blue', missed: 'amber', upcoming: 'grey' };
const trimesters = ['first', 'second', 'third'] as const;
/** From 10 to 55 years: where WHO counts who may be pregnant, with room on both sides. */
const ages = [10 * 12, 56 * 12] as const;

/** In the visit of a woman: how far, until when, which contacts were kept, and what is looked at each time. */
export function PregnancyCard(props: { encounterId: string; patient: { patientId: string; sex: string; birthDate: string | null } }) {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useFormat();
  const { patient, encounterId } = props;
  const months = monthsOfAge(patient, today);
  const isShown = patient.sex === 'female' && (months === null || (months >= ages[0] && months < ages[1]));
  const current = useQuery('pregnancies.current', { patientId: patient.patientId }, { enabled: isShown });
  const [doing, setDoing] = useState<Doing>('nothing');
  if (!isShown) return null;
  const pregnancy = current.data?.pregnancy ?? null;
  const isEditor = can('Observation.create');
  const rest = () => setDoing('nothing');
  return (
    <Card title={t('pregnancies.title')}>
      <div className="mv-stack">
        <ErrorLine error={current.error} onRetry={() => void current.refetch()} />
        {current.data && !pregnancy && doing === 'nothing' && <p className="mv-none">{t('pregnancies.none')}</p>}
        {pregnancy && <Facts pregnancy={pregnancy} />}
        {doing === 'dates' && <DatesForm patientId={patient.patientId} pregnancy={pregnancy} onDone={rest} />}
        {doing === 'contact' && pregnancy && <ContactForm pregnancyId={pregnancy.pregnancyId} encounterId={encounterId} onDone={rest} />}
        {doing === 'end' && pregnancy && <EndForm pregnancy={pregnancy} onDone={rest} />}
        {isEditor && doing === 'nothing' && current.data && (
          <div className="mv-actions">
            {!pregnancy && (
              <Button variant="default" onClick={() => setDoing('dates')}>
                {t('pregnancies.record')}
              </Button>
            )}
            {pregnancy && !pregnancy.visits.some((visit) => visit.encounterId === encounterId) && (
              <Button onClick={() => setDoing('contact')}>{t('pregnancies.recordContact')}</Button>
            )}
            {pregnancy && (
              <>
                <Button variant="default" onClick={() => setDoing('dates')}>
                  {t('pregnancies.change')}
                </Button>
                <Button variant="default" onClick={() => setDoing('end')}>
                  {t('pregnancies.end')}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function Facts({ pregnancy }: { pregnancy: Pregnancy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { gestationDays: days, trimester, differenceDays, thresholdDays } = pregnancy;
  const text = (count: number) => `${Math.floor(count / 7)}+${count % 7}`;
  return (
    <>
      <p className="mv-pregnancy-head">
        {days !== null && <strong>{t('pregnancies.gestation', { text: text(days) })}</strong>}
        <span>
          {[
            trimester === null ? '' : t(`pregnancies.trimester.${trimesters[trimester - 1] ?? 'third'}`),
            t('pregnancies.due', { day: format.day(pregnancy.edd) }),
            t(`pregnancies.basis.${pregnancy.basis}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {days === null && <Notice tone="amber">{t('pregnancies.over')}</Notice>}
      {differenceDays !== null && thresholdDays !== null && (
        <p className="mv-muted">{t('pregnancies.difference', { count: Math.abs(differenceDays), limit: thresholdDays })}</p>
      )}
      {pregnancy.isSuboptimal && <p className="mv-muted">{t('pregnancies.suboptimal')}</p>}
      <ol className="mv-contacts" aria-label={t('pregnancies.contacts')}>
        {pregnancy.contacts.map((contact) => (
          <li key={contact.number}>
            <Tag tone={toneOf[contact.status]} isPlain={contact.status === 'upcoming'}>
              {t('pregnancies.contact', { week: contact.week })}
            </Tag>
            <small className="mv-muted">
              {t(`pregnancies.status.${contact.status}`, { day: format.day(contact.doneOn ?? contact.day) })}
            </small>
          </li>
        ))}
      </ol>
      {pregnancy.visits.length > 0 && (
        <table className="mv-small-table">
          <tbody>
            {[...pregnancy.visits].reverse().map((visit) => (
              <tr key={visit.contactId}>
                <th scope="row">{format.day(visit.day)}</th>
                <td>{visit.gestationDays === null ? '' : text(visit.gestationDays)}</td>
                <td>
                  {t('pregnancies.visit.line', {
                    fundal: visit.fundalHeightCm === null ? '–' : format.measure(visit.fundalHeightCm),
                    rate: visit.fetalHeartRate ?? '–',
                  })}{' '}
                  {visit.isHeartRateUnusual && <Tag tone="red">{t('pregnancies.visit.unusual')}</Tag>}
                </td>
                <td>
                  {visit.presentation !== '' && t(`pregnancies.visit.presentations.${visit.presentation}`)}{' '}
                  {visit.urineProtein !== '' && visit.urineProtein !== 'negative' && (
                    <Tag tone="amber">
                      {t('pregnancies.visit.proteinFound', {
                        what: t('pregnancies.visit.urineProtein'),
                        found: t(`pregnancies.visit.proteins.${visit.urineProtein}`),
                      })}
                    </Tag>
                  )}
                  {visit.dangerSigns !== '' && <Tag tone="red">{visit.dangerSigns}</Tag>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
