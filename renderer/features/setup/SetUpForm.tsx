import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { facilityType } from '../../../preload/contract/facility.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { queryClient, useCommand } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { RecoverySheet } from '../backup/RecoverySheet.tsx';
import { PlaceFields } from '../place/PlaceFields.tsx';
import { timeZones } from '../place/timeZones.ts';
import { Outside } from '../session/Outside.tsx';
import { checkSetUp, toSetUpInput } from './setUpRules.ts';
import { useSetUp } from './store.ts';

export function SetUpForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('facility.setUp');
  const [sheet, setSheet] = useState<Output<'facility.setUp'>['recovery'] | null>(null);
  const form = useForm({
    initialValues: {
      name: '',
      type: 'clinic' as string,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: '',
      latitude: '',
      longitude: '',
      locale: locale as string,
      displayName: '',
      username: '',
      password: '',
      passwordAgain: '',
    },
    validate: (values) => {
      const wrong = checkSetUp(values);
      return Object.fromEntries(Object.entries(wrong).map(([field, why]) => [field, t(`setup.form.wrong.${why}`)]));
    },
  });
  const submit = async () => {
    if (form.validate().hasErrors) return focusFirstError(box.current);
    useSetUp.setState({ isRunning: true }); // the facility opens before its recovery key is confirmed
    const made = await run(toSetUpInput(form.getValues()));
    if (made) return setSheet(made.recovery);
    return useSetUp.setState({ isRunning: false });
  };
  const finish = () => {
    const { name, username } = form.getValues();
    notifyDone(t('setup.form.done', { name, username }));
    useSetUp.setState({ isRunning: false });
    return queryClient.invalidateQueries({ queryKey: ['facility.status'] });
  };
  if (sheet)
    return (
      <Outside title={t('backup.sheet.title')} isWide>
        <RecoverySheet sheet={sheet} onDone={() => void finish()} />
      </Outside>
    );
  return (
    <Outside title={t('setup.form.title')} isWide>
      <div ref={box}>
        <Form label={t('setup.form.title')} onSubmit={() => void submit()} onCancel={onBack}>
          <fieldset className="mv-group">
            <legend>{t('setup.form.facility')}</legend>
            <TextInput
              label={t('setup.form.name')}
              placeholder={t('setup.form.namePlaceholder')}
              withAsterisk
              autoFocus
              {...form.getInputProps('name')}
            />
            <FormRow>
              <Select
                label={t('setup.form.type')}
                data={facilityType.options.map((value) => ({ value, label: t(`setup.form.types.${value}`) }))}
                {...form.getInputProps('type')}
              />
              <Select
                label={t('setup.form.locale')}
                data={[
                  { value: 'en', label: t('frame.language.en') },
                  { value: 'fr', label: t('frame.language.fr') },
                ]}
                {...form.getInputProps('locale')}
              />
            </FormRow>
            <FormRow>
              <Select label={t('setup.form.timeZone')} data={timeZones()} searchable limit={60} {...form.getInputProps('timeZone')} />
              <TextInput
                label={t('setup.form.currency')}
                placeholder={t('setup.form.currencyHint')}
                maxLength={3}
                withAsterisk
                {...form.getInputProps('currency')}
              />
            </FormRow>
          </fieldset>
          <fieldset className="mv-group">
            <legend>{t('setup.form.place')}</legend>
            <small className="mv-muted">{t('setup.form.placeHint')}</small>
            <PlaceFields
              latitude={form.getValues().latitude}
              longitude={form.getValues().longitude}
              onChange={(typed) => form.setValues(typed)}
              errors={{ latitude: form.errors['latitude'], longitude: form.errors['longitude'] }}
            />
          </fieldset>
          <fieldset className="mv-group">
            <legend>{t('setup.form.administrator')}</legend>
            <FormRow>
              <TextInput label={t('setup.form.displayName')} withAsterisk autoComplete="off" {...form.getInputProps('displayName')} />
              <TextInput
                label={t('setup.form.username')}
                withAsterisk
                autoCapitalize="none"
                autoComplete="off"
                {...form.getInputProps('username')}
              />
            </FormRow>
            <FormRow>
              <PasswordInput
                label={t('setup.form.password')}
                withAsterisk
                autoComplete="new-password"
                {...form.getInputProps('password')}
              />
              <PasswordInput
                label={t('setup.form.passwordAgain')}
                withAsterisk
                autoComplete="new-password"
                {...form.getInputProps('passwordAgain')}
              />
            </FormRow>
            <small className="mv-muted">{t('setup.form.passwordHint')}</small>
          </fieldset>
          <FormActions save={t('setup.form.submit')} error={error} isRunning={isRunning} onCancel={onBack} cancel={t('setup.form.back')} />
        </Form>
      </div>
    </Outside>
  );
}
