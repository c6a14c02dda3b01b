import { Modal, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { EditConflict } from '../../ui/EditConflict.tsx';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import type { PersonDetailsNow } from './PersonCard.tsx';
import { useFieldLabel, useRegistrationFields } from './words.ts';

const order = ['district', 'region', 'country', 'language', 'gender'] as const;
type Field = (typeof order)[number];
type Values = Record<Field | 'deceasedOn', string>;

/** Only what this facility asks; required fields say so. What another desk saves meanwhile is shown and merged. */
export function DetailsForm({ patientId, details, onClose }: { patientId: string; details: PersonDetailsNow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useFieldLabel();
  const fields = useRegistrationFields();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('registration.amendDetails');
  const [isTried, setTried] = useState(false);
  const { district, region, country, language, gender } = details;
  const saved: Values = { district, region, country, language, gender, deceasedOn: details.deceasedOn ?? '' };
  const edit = useSharedEdit({ version: details.version, values: saved });
  const { values, base, behind } = edit;
  const history = useQuery('history.of', { resource: 'Patient', id: patientId }, { enabled: behind > 0 });
  const editors = (history.data?.entries ?? []).filter((entry) => entry.action === 'amend').slice(0, behind);
  const goOnWith = (next: Values) => {
    edit.goOnWith(next);
    reset();
  };
  const asked = order.filter((field) => fields.find((one) => one.field === field)?.isAsked !== false || values[field] !== '');
  const isRequired = (field: Field) => fields.find((one) => one.field === field)?.isRequired === true;
  const isMissing = (field: Field) => isRequired(field) && values[field].trim() === '';
  const nameOf = (field: keyof Values) => (field === 'deceasedOn' ? t('registration.details.deceasedOn') : label(field));
  const save = async () => {
    setTried(true);
    if (asked.some(isMissing)) return focusFirstError(box.current);
    const { deceasedOn, ...more } = values;
    if (!(await run({ patientId, version: base.version, ...more, deceasedOn: deceasedOn || null }))) return undefined;
    notifyDone(t('registration.details.saved'));
    return onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('registration.details.title')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div ref={box}>
        <Form label={t('registration.details.title')} onSubmit={() => void save()} onCancel={onClose}>
          {asked.map((field, index) => (
            <TextInput
              key={field}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
              label={label(field)}
              withAsterisk={isRequired(field)}
              maxLength={200}
              value={values[field]}
              onChange={(event) => edit.set({ [field]: event.currentTarget.value })}
              error={isTried && isMissing(field) ? t('registration.details.missing') : null}
            />
          ))}
          <TextInput
            type="date"
            label={t('registration.details.deceasedOn')}
            max={format.today}
            value={values.deceasedOn}
            onChange={(event) => edit.set({ deceasedOn: event.currentTarget.value })}
          />
          {behind > 0 && !isRunning && (
            <EditConflict
              editors={editors}
              base={base.values}
              theirs={saved}
              mine={values}
              label={nameOf}
              onMerge={goOnWith}
              onReload={() => goOnWith(saved)}
            />
          )}
          <FormActions error={error?.code === 'version.conflict' && behind > 0 ? null : error} isRunning={isRunning} onCancel={onClose} />
        </Form>
      </div>
    </Modal>
  );
}
