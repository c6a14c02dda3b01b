import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { Pane } from '../../ui/Page.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PatientPicker } from '../patients/PatientPicker.tsx';

export function WalkInPane(props: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const { run, error, isRunning } = useCommand('encounters.startWalkIn');
  const [patient, setPatient] = useState<PatientRow | null>(null);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const start = async () => {
    setTried(true);
    if (!patient) return;
    if (!(await run({ patientId: patient.patientId, reason: reason.trim() }))) return;
    notifyDone(t('encounters.form.done', { name: patient.displayName }));
    props.onDone();
  };
  return (
    <Pane title={t('encounters.form.title')}>
      <Form label={t('encounters.form.title')} onSubmit={() => void start()} onCancel={props.onCancel}>
        <PatientPicker
          label={t('encounters.form.patient')}
          placeholder={t('encounters.form.patientHint')}
          autoFocus
          onPick={setPatient}
          onText={() => setPatient(null)}
          error={isTried && !patient ? t('encounters.form.wrongPatient') : null}
        />
        <TextInput label={t('encounters.form.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <FormActions save={t('encounters.form.submit')} error={error} isRunning={isRunning} onCancel={props.onCancel}>
          {can('Patient.create') && (
            <Button variant="subtle" onClick={() => navigate('/patients/new')}>
              {t('encounters.form.notRegistered')}
            </Button>
          )}
        </FormActions>
      </Form>
    </Pane>
  );
}
