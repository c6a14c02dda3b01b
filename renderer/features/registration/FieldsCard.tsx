import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RegistrationField, registrationFields } from '../../../preload/contract/registration.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** Which fields this facility asks and requires when it registers people, and what it calls them. */
export function FieldsCard() {
  const { t } = useTranslation();
  const { data, error } = useQuery('registration.fields', {});
  const save = useCommand('registration.amendFields');
  const [typed, setTyped] = useState<Partial<Record<RegistrationField['field'], RegistrationField>>>({});
  const rows = registrationFields.flatMap((field) => {
    const saved = data?.fields.find((one) => one.field === field);
    return saved ? [typed[field] ?? saved] : [];
  });
  const set = (row: RegistrationField) => setTyped((before) => ({ ...before, [row.field]: row }));
  const isChanged = Object.keys(typed).length > 0;
  const submit = async () => {
    if (!isChanged || !(await save.run({ fields: Object.values(typed) }))) return;
    setTyped({});
    notifyDone(t('registration.fields.saved'));
  };
  return (
    <Card title={t('registration.fields.title')}>
      <Form label={t('registration.fields.title')} onSubmit={() => void submit()}>
        <ErrorLine error={error} />
        <table className="mv-small-table">
          <thead>
            <tr>
              <th scope="col">{t('registration.fields.field')}</th>
              <th scope="col">{t('registration.fields.label')}</th>
              <th scope="col">{t('registration.fields.asked')}</th>
              <th scope="col">{t('registration.fields.required')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const name = t(`registration.field.${row.field}`);
              return (
                <tr key={row.field}>
                  <th scope="row">{name}</th>
                  <td>
                    <TextInput
                      aria-label={t('registration.fields.labelOf', { name })}
                      placeholder={name}
                      maxLength={60}
                      value={row.label}
                      onChange={(event) => set({ ...row, label: event.currentTarget.value })}
                    />
                  </td>
                  <td>
                    <Checkbox
                      aria-label={t('registration.fields.askedOf', { name })}
                      checked={row.isAsked}
                      onChange={(event) =>
                        set({ ...row, isAsked: event.currentTarget.checked, isRequired: event.currentTarget.checked && row.isRequired })
                      }
                    />
                  </td>
                  <td>
                    <Checkbox
                      aria-label={t('registration.fields.requiredOf', { name })}
                      checked={row.isRequired}
                      disabled={!row.isAsked}
                      onChange={(event) => set({ ...row, isRequired: event.currentTarget.checked })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <ErrorLine error={save.error} />
        <div className="mv-actions">
          <Button type="submit" disabled={!isChanged} loading={save.isRunning}>
            {t('ui.save')}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
