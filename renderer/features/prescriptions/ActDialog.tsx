import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestAct } from '../../../preload/contract/prescriptionLife.ts';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, notifyDone } from '../../ui/index.ts';

export type AskedAct = { act: RequestAct; line: MedicationRequestRow };
type ByHand = 'hold' | 'resume' | 'stop' | 'cancel' | 'enter-in-error';

/** What the act does to the prescription, and the reason that goes into its history. */
export function ActDialog({ asked, onClose }: { asked: AskedAct; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useCommand('prescriptions.change');
  const [reason, setReason] = useState('');
  const { line } = asked;
  const act = asked.act as ByHand;
  const save = async () => {
    if (reason.trim().length < 3) return;
    const done = await change.run({ medicationRequestId: line.medicationRequestId, act, reason: reason.trim() });
    if (!done) return;
    notifyDone(
      t('prescribing.act.done', { medicine: line.medicine, status: t(`prescriptions.status.${done.status}`).toLocaleLowerCase() }),
    );
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`prescribing.act.title.${act}`, { medicine: line.medicine })}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form label={t(`prescribing.act.title.${act}`, { medicine: line.medicine })} onSubmit={() => void save()} onCancel={onClose}>
        <p>{t(`prescribing.act.text.${act}`)}</p>
        <Textarea
          label={t('prescribing.act.why')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          data-autofocus
          withAsterisk
        />
        <FormActions
          save={t(`prescribing.act.confirm.${act}`)}
          isDisabled={reason.trim().length < 3}
          isRunning={change.isRunning}
          error={change.error}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
