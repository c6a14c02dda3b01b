import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { presenceAnswers, presenceUnit } from '../../../preload/contract/laboratory.ts';
import { unitWords } from '../patients/latest.ts';

/** One result: a number with its unit, or the answer of a test that is read by eye. */
export function ResultField(props: { name: string; unit: string; text: string; isWrong: boolean; onText: (text: string) => void }) {
  const { t } = useTranslation();
  if (props.unit === presenceUnit) {
    return (
      <Select
        className="mv-line-field"
        label={props.name}
        placeholder={t('laboratory.entry.choose')}
        clearable
        value={props.text === '' ? null : props.text}
        onChange={(value) => props.onText(value ?? '')}
        data={presenceAnswers.map((answer) => ({ value: answer, label: t(`laboratory.presence.${answer}`) }))}
        error={props.isWrong ? t('laboratory.entry.choose') : null}
      />
    );
  }
  return (
    <TextInput
      className="mv-line-field"
      label={props.name}
      rightSection={<span className="mv-muted">{unitWords(props.unit)}</span>}
      rightSectionWidth={props.unit.length * 8 + 16}
      rightSectionPointerEvents="none"
      inputMode="decimal"
      autoComplete="off"
      value={props.text}
      onChange={(event) => props.onText(event.currentTarget.value)}
      error={props.isWrong ? t('laboratory.entry.wrong') : null}
    />
  );
}
