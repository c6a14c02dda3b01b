import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { emptyStatement, isSaid, StatementFields } from './StatementFields.tsx';

/** What is taken beside what is prescribed here. */
export function StatementForm({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('medications.state');
  const [value, setValue] = useState(emptyStatement);
  const [isTried, setTried] = useState(false);
  const save = async () => {
    setTried(true);
    if (!isSaid(value)) return;
    if (!(await run({ patientId, ...value, medicine: value.medicine.trim() }))) return;
    notifyDone(t('medications.saved', { medicine: value.medicine.trim() }));
    onDone();
  };
  return (
    <Form label={t('medications.add')} onSubmit={() => void save()} onCancel={onDone}>
      <StatementFields value={value} onChange={setValue} isTried={isTried} autoFocus />
      <FormActions save={t('medications.save')} isRunning={isRunning} error={error} onCancel={onDone} />
    </Form>
  );
}
