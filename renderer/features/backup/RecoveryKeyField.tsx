import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  value: string;
  onChange: (value: string) => void;
  /** left out: the printed sheet's words */
  label?: string;
  hint?: string;
  isFirst?: boolean;
};

/** Seven groups from the printed sheet, however they are typed; nothing of it is kept by the window. */
export function RecoveryKeyField({ value, onChange, label, hint, isFirst = false }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label ?? t('setup.recover.label')}
      description={hint ?? t('setup.recover.hint')}
      value={value}
      autoFocus={isFirst}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={200}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
