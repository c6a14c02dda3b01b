import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PatientPicker } from '../patients/PatientPicker.tsx';

/** With whom somebody lives. */
export function HouseholdForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('registration.joinHousehold');
  const [other, setOther] = useState<PatientRow | null>(null);
  const save = async () => {
    if (!other || !(await run({ patientId, otherId: other.patientId }))) return;
    notifyDone(t('registration.household.saved', { name: other.displayName }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('registration.household.open')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form label={t('registration.household.open')} onSubmit={() => void save()} onCancel={onClose}>
        <PatientPicker
          autoFocus
          label={t('registration.household.with')}
          placeholder={t('registration.household.hint')}
          onPick={setOther}
          onText={() => setOther(null)}
        />
        <FormActions
          save={t('registration.household.join')}
          isDisabled={other === null}
          error={error}
          isRunning={isRunning}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
