import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { DuplicateCandidate, PersonDetails } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Pane } from '../../ui/Page.tsx';
import { Notice, Tag } from '../../ui/signs.tsx';

type Compared = { name: string; sex: string; born: string; phone: string; village: string; number: string };

/** What was typed beside who was found, line by line, with the reasons. Nothing is registered until somebody decides. */
export function DuplicateWarning(props: {
  typed: PersonDetails;
  candidates: readonly DuplicateCandidate[];
  error: AppError | null;
  isRunning: boolean;
  onOpen: (patientId: string) => void;
  onDifferent: () => void;
  onBack: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = props.candidates.length;
  const born = (person: Pick<PersonDetails, 'birthDate'> & { birthDatePrecision?: 'day' | 'month' | 'year' }) =>
    [format.birthDate(person.birthDate, person.birthDatePrecision), format.age(person.birthDate, person.birthDatePrecision)]
      .filter(Boolean)
      .join(', ');
  const mine: Compared = {
    name: [props.typed.givenNames, props.typed.familyName].filter(Boolean).join(' '),
    sex: t(`patients.sex.${props.typed.sex}`),
    born: born(props.typed),
    phone: props.typed.phone,
    village: props.typed.village,
    number: '',
  };
  return (
    <Pane
      title={t('patients.duplicate.title')}
      foot={
        <>
          <Button variant="default" loading={props.isRunning} onClick={props.onDifferent}>
            {t('patients.duplicate.different')}
          </Button>
          <Button variant="subtle" onClick={props.onBack}>
            {t('patients.duplicate.back')}
          </Button>
        </>
      }
    >
      <div className="mv-stack">
        <Notice tone="amber" isLive>
          {t('patients.duplicate.text', { count })}
        </Notice>
        <ErrorLine error={props.error} />
        {props.candidates.map((candidate, index) => (
          <article key={candidate.patientId} className="mv-compare" aria-label={candidate.displayName}>
            <Compare
              mine={mine}
              theirs={{
                name: candidate.displayName,
                sex: t(`patients.sex.${candidate.sex}`),
                born: born(candidate),
                phone: candidate.phone,
                village: candidate.village,
                number: candidate.number,
              }}
            />
            <div className="mv-compare-why">
              <Tag tone="amber" isPlain>
                {t('patients.duplicate.alike', {
                  percent: Math.min(99, Math.round(candidate.score * 100)) /* never a certainty: that is for who compares */,
                })}
              </Tag>
              <ul aria-label={t('patients.duplicate.why')}>
                {candidate.reasons.map((reason) => (
                  <li key={reason.code}>
                    <Check size={14} aria-hidden="true" />
                    <span>{t(`patients.duplicate.reason.${reason.code}`)}</span>
                  </li>
                ))}
              </ul>
              <Button autoFocus={index === 0} onClick={() => props.onOpen(candidate.patientId)}>
                {t('patients.duplicate.open')}
              </Button>
            </div>
          </article>
        ))}
      </div>
    </Pane>
  );
}

function Compare({ mine, theirs }: { mine: Compared; theirs: Compared }) {
  const { t } = useTranslation();
  const lines = [
    [t('patients.columns.name'), 'name'],
    [t('patients.columns.number'), 'number'],
    [t('patients.columns.sex'), 'sex'],
    [t('patients.columns.born'), 'born'],
    [t('patients.columns.phone'), 'phone'],
    [t('patients.columns.village'), 'village'],
  ] as const;
  return (
    <table className="mv-compare-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="mv-sr">{t('patients.duplicate.why')}</span>
          </th>
          <th scope="col">{t('patients.duplicate.typed')}</th>
          <th scope="col">{t('patients.duplicate.found')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, field]) => {
          const isSame = mine[field] !== '' && mine[field].toLocaleLowerCase() === theirs[field].toLocaleLowerCase();
          return (
            <tr key={field} data-same={isSame}>
              <th scope="row">{label}</th>
              <td>{mine[field] || '—'}</td>
              <td>{theirs[field] || '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
