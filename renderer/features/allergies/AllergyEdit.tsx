import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllergyLine } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { certainties, criticalities, severities } from './choices.ts';

/** What is known of an allergy now; refuting it needs the reason. */
export function AllergyEdit({ allergy, onDone }: { allergy: AllergyLine; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('allergies.amend');
  const [values, setValues] = useState(allergy);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isReasonMissing = values.certainty === 'refuted' && reason.trim().length < 3;
  const save = async () => {
    setTried(true);
    if (isReasonMissing) return;
    const { reaction, criticality, severity, certainty } = values;
    const said = { reaction: reaction.trim(), criticality, severity, certainty, reason: reason.trim() };
    if (!(await run({ allergyId: allergy.id, version: allergy.version, ...said }))) return;
    notifyDone(t('allergies.amended', { substance: allergy.substance }));
    onDone();
  };
  return (
    <Form label={t('allergies.editOf', { substance: allergy.substance })} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <TextInput
          label={t('allergies.reaction')}
          autoFocus
          value={values.reaction}
          onChange={(event) => setValues({ ...values, reaction: event.currentTarget.value })}
        />
        <Select
          label={t('allergies.severity')}
          allowDeselect={false}
          value={values.severity}
          onChange={(next) => setValues({ ...values, severity: severities.find((one) => one === next) ?? '' })}
          data={severities.map((value) => ({ value, label: t(`allergies.severityOf.${value || 'unsaid'}`) }))}
        />
      </FormRow>
      <FormRow>
        <Select
          label={t('allergies.certainty')}
          allowDeselect={false}
          value={values.certainty}
          onChange={(next) => setValues({ ...values, certainty: certainties.find((one) => one === next) ?? 'unconfirmed' })}
          data={certainties.map((value) => ({ value, label: t(`allergies.certaintyOf.${value}`) }))}
        />
        <Select
          label={t('allergies.criticality')}
          allowDeselect={false}
          value={values.criticality}
          onChange={(next) => setValues({ ...values, criticality: criticalities.find((one) => one === next) ?? 'unable-to-assess' })}
          data={criticalities.map((value) => ({ value, label: t(`allergies.criticalityOf.${value}`) }))}
        />
      </FormRow>
      {values.certainty !== allergy.certainty && (
        <TextInput
          label={t('allergies.why')}
          placeholder={t('allergies.whyHint')}
          required={values.certainty === 'refuted'}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried && isReasonMissing ? t('allergies.wrongReason') : null}
        />
      )}
      <FormActions save={t('allergies.saveChanges')} isRunning={isRunning} error={error} onCancel={onDone} />
    </Form>
  );
}
