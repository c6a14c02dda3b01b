import { Modal, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonMore } from '../../../preload/contract/registration.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import type { PersonDetailsNow } from './PersonCard.tsx';
import { useFieldLabel, useRegistrationFields } from './words.ts';

const order = ['district', 'region', 'country', 'language', 'gender'] as const;

/** Only what this facility asks; required fields say so. Somebody else's change meanwhile is answered, and what was typed stays. */
export function DetailsForm({ patientId, details, onClose }: { patientId: string; details: PersonDetailsNow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useFieldLabel();
  const fields = useRegistrationFields();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('registration.amendDetails');
  const [isTried, setTried] = useState(false);
  const [version] = useState(details.version);
  const [values, setValues] = useState<PersonMore>({
    gender: details.gender,
    language: details.language,
    district: details.district,
    region: details.region,
    country: details.country,
    deceasedOn: details.deceasedOn,
  });
  const asked = order.filter((field) => fields.find((one) => one.field === field)?.isAsked !== false || values[field] !== '');
  const isRequired = (field: (typeof order)[number]) => fields.find((one) => one.field === field)?.isRequired === true;
  const isMissing = (field: (typeof order)[number]) => isRequired(field) && values[field].trim() === '';
  const hasChanged = details.version !== version;
  const save = async () => {
    setTried(true);
    if (asked.some(isMissing)) return focusFirstError(box.current);
    // what this form did not touch stays as the other desk saved it
    const merged = hasChanged ? { ...pick(details), ...values } : values;
    if (!(await run({ patientId, version: hasChanged && error ? details.version : version, ...merged }))) return undefined;
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
              onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
              error={isTried && isMissing(field) ? t('registration.details.missing') : null}
            />
          ))}
          <TextInput
            type="date"
            label={t('registration.details.deceasedOn')}
            max={format.today}
            value={values.deceasedOn ?? ''}
            onChange={(event) => setValues({ ...values, deceasedOn: event.currentTarget.value || null })}
          />
          <FormActions error={error} isRunning={isRunning} onCancel={onClose} />
        </Form>
      </div>
    </Modal>
  );
}

function pick({ gender, language, district, region, country, deceasedOn }: PersonMore): PersonMore {
  return { gender, language, district, region, country, deceasedOn };
}
