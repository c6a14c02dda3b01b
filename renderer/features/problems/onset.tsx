import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { parseBirth } from '../../lib/parseBirth.ts';

export type Onset = { onsetDate: string | null; onsetPrecision: 'day' | 'month' | 'year' };

/** Null: not understood, or to come. Nothing typed is nothing known. */
export function readOnset(text: string, today: string): Onset | null {
  if (text.trim() === '') return { onsetDate: null, onsetPrecision: 'day' };
  const read = parseBirth(text, today);
  return read && { onsetDate: read.birthDate, onsetPrecision: read.precision };
}

/** "2019", "mar 2019", "12/3/2019" or "5 y" ago, read back in words. */
export function OnsetField(props: { text: string; onText: (text: string) => void; isTried: boolean; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const onset = readOnset(props.text, format.today);
  return (
    <TextInput
      label={t('problems.onset')}
      placeholder={t('problems.onsetHint')}
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
      value={props.text}
      onChange={(event) => props.onText(event.currentTarget.value)}
      description={onset?.onsetDate ? t('problems.since', { date: format.birthDate(onset.onsetDate, onset.onsetPrecision) }) : undefined}
      error={props.isTried && onset === null ? t('problems.wrongOnset') : null}
    />
  );
}
