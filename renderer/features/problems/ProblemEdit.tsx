import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicalStatus, Problem } from '../../../preload/contract/problems.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { OnsetField, readOnset } from './onset.tsx';
import { clinicalStatuses } from './ProblemAdd.tsx';

/** Resolve, bring back, say more; a change of status asks why. */
export function ProblemEdit({ problem, onDone }: { problem: Problem; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('problems.amend');
  const mistake = useCommand('problems.enteredInError');
  const known = problem.onsetDate ? format.birthDate(problem.onsetDate, problem.onsetPrecision) : '';
  const [onset, setOnset] = useState(known);
  const [status, setStatus] = useState<ClinicalStatus>(problem.clinicalStatus);
  const [note, setNote] = useState(problem.note);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isChanged = status !== problem.clinicalStatus;
  const isReasonMissing = isChanged && reason.trim().length < 3;
  const { problemId, version } = problem;
  const save = async () => {
    setTried(true);
    const read =
      onset === known ? { onsetDate: problem.onsetDate, onsetPrecision: problem.onsetPrecision } : readOnset(onset, format.today);
    if (!read || isReasonMissing) return;
    if (!(await run({ problemId, version, ...read, clinicalStatus: status, note: note.trim(), reason: reason.trim() }))) return;
    notifyDone(t('problems.changed', { display: problem.coding.display }));
    onDone();
  };
  return (
    <Form label={t('problems.editOf', { display: problem.coding.display })} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <Select
          label={t('problems.statusLabel')}
          allowDeselect={false}
          autoFocus
          value={status}
          onChange={(next) => setStatus(clinicalStatuses.find((one) => one === next) ?? 'active')}
          data={clinicalStatuses.map((value) => ({ value, label: t(`problems.status.${value}`) }))}
        />
        <OnsetField text={onset} onText={setOnset} isTried={isTried} />
      </FormRow>
      {isChanged && (
        <TextInput
          label={t('problems.reason')}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried && isReasonMissing ? t('errors.problem.reason_needed') : null}
        />
      )}
      <TextInput label={t('problems.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t('problems.saveChanges')} isRunning={isRunning} error={error ?? mistake.error} onCancel={onDone}>
        <ConfirmButton
          size="compact-sm"
          variant="subtle"
          color="gray"
          label={t('problems.mistake')}
          title={t('problems.mistakeTitle')}
          consequence={t('problems.mistakeText', { display: problem.coding.display })}
          reasonLabel={t('problems.mistakeReason')}
          confirmLabel={t('problems.mistakeConfirm')}
          isDanger
          onConfirm={async (why) => {
            if (!(await mistake.run({ problemId, version, reason: why }))) return;
            notifyDone(t('problems.mistakeDone'));
            onDone();
          }}
        />
      </FormActions>
    </Form>
  );
}
