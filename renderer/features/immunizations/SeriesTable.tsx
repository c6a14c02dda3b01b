import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CardSeries } from '../../../preload/contract/immunization.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag, type Tone } from '../../ui/signs.tsx';

type Dose = CardSeries['doses'][number];
const toneOf: Record<Dose['status'], Tone> = {
  given: 'green',
  overdue: 'red',
  due: 'amber',
  possible: 'blue',
  upcoming: 'grey',
  'past-age': 'grey',
};

/** The schedule line by line: what counts, what waits, and a button where something may be given today. */
export function SeriesTable({ series, onRecord }: { series: readonly CardSeries[]; onRecord?: (series: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="mv-small-table mv-immunizations">
      <tbody>
        {series.map((line) => {
          const next = line.doses.find((dose) => dose.status !== 'given' && dose.status !== 'past-age');
          const isOpen = next !== undefined && (next.status === 'overdue' || next.status === 'due' || next.status === 'possible');
          return (
            <tr key={line.series}>
              <th scope="row">{line.series}</th>
              <td>
                <span className="mv-doses">
                  {line.doses.map((dose) => (
                    <DoseTag key={dose.dose} dose={dose} />
                  ))}
                </span>
                {line.notCounted.map((one) => (
                  <small key={one.immunizationId} className="mv-muted">
                    {t(`immunizations.card.notCounted.${one.why}`, { day: format.day(one.day) })}
                  </small>
                ))}
              </td>
              <td className="mv-num">
                {isOpen && onRecord && (
                  <Button size="compact-sm" variant="default" aria-label={t('immunizations.card.giveSeries', { series: line.series })} onClick={() => onRecord(line.series)}>
                    {t('immunizations.card.give')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
} // prettier-ignore

function DoseTag({ dose }: { dose: Dose }) {
  const words = useDoseWords();
  const { t } = useTranslation();
  return (
    <Tag tone={toneOf[dose.status]} isPlain={dose.status !== 'overdue' && dose.status !== 'due'} title={t('immunizations.card.dose', { dose: dose.dose })}>
      {dose.status === 'given' && <Check size={12} aria-hidden="true" />}
      <span className="mv-sr">{t('immunizations.card.dose', { dose: dose.dose })}</span>
      {words(dose)}
    </Tag>
  );
} // prettier-ignore

function useDoseWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return (dose: Dose): string => {
    switch (dose.status) {
      case 'given':
        return t('immunizations.card.status.given', { day: dose.givenOn ? format.day(dose.givenOn) : '' });
      case 'past-age':
        return t('immunizations.card.status.past-age');
      case 'upcoming':
        return dose.earliest ? t('immunizations.card.status.upcoming', { day: format.day(dose.earliest) }) : t('immunizations.card.status.waiting');
      case 'due':
        if (dose.due === format.today) return t('immunizations.card.status.dueToday');
        return t('immunizations.card.status.due', { day: dose.due ? format.day(dose.due) : '' });
      case 'overdue':
      case 'possible':
        return t(`immunizations.card.status.${dose.status}`, { day: dose.due ? format.day(dose.due) : '' });
    }
  };
} // prettier-ignore
