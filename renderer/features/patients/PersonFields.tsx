import { SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { parseBirth } from '../../lib/parseBirth.ts';
import { FormRow } from '../../ui/Form.tsx';
import type { PersonMistake, PersonValues } from './personForm.ts';

/** Who a person is: the same fields when registering and when correcting. */
export function PersonFields(props: { values: PersonValues; onChange: (values: PersonValues) => void; wrong: readonly PersonMistake[] }) {
  const { t } = useTranslation();
  const { values } = props;
  const set = (change: Partial<PersonValues>) => props.onChange({ ...values, ...change });
  return (
    <>
      <FormRow>
        <TextInput
          label={t('patients.form.familyName')}
          withAsterisk
          autoFocus
          autoComplete="off"
          value={values.familyName}
          onChange={(event) => set({ familyName: event.currentTarget.value })}
          error={props.wrong.includes('familyName') ? t('patients.form.wrong.familyName') : null}
        />
        <TextInput
          label={t('patients.form.givenNames')}
          autoComplete="off"
          value={values.givenNames}
          onChange={(event) => set({ givenNames: event.currentTarget.value })}
        />
      </FormRow>
      <SexField value={values.sex} onChange={(sex) => set({ sex })} />
      <BirthField value={values.birth} isWrong={props.wrong.includes('birth')} onChange={(birth) => set({ birth })} />
      <FormRow>
        <TextInput
          label={t('patients.form.phone')}
          inputMode="tel"
          autoComplete="off"
          value={values.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={t('patients.form.village')}
          autoComplete="off"
          value={values.village}
          onChange={(event) => set({ village: event.currentTarget.value })}
        />
      </FormRow>
    </>
  );
}

function SexField(props: { value: string; onChange: (sex: string) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-labelledby="person-sex">
      <div id="person-sex" className="mv-label">
        {t('patients.form.sex')}
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby="person-sex"
        value={props.value}
        onChange={props.onChange}
        data={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({ value, label: t(`patients.sex.${value}`) }))}
      />
    </div>
  );
}

/** One field for a date or an age, read back in words so that nobody has to guess what was understood. */
function BirthField(props: { value: string; isWrong: boolean; onChange: (birth: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const birth = parseBirth(props.value, format.today);
  const shown = birth && {
    date: format.birthDate(birth.birthDate, birth.precision),
    age: format.age(birth.birthDate, birth.precision).replace('~', ''),
  };
  return (
    <TextInput
      label={t('patients.form.birth')}
      description={
        shown
          ? t(birth.precision === 'day' ? 'patients.form.birthShown' : 'patients.form.birthEstimated', shown)
          : t('patients.form.birthHint')
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.isWrong ? t('patients.form.wrong.birth') : null}
    />
  );
}
