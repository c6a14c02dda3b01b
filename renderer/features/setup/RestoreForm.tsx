import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { RecoveryKeyField } from '../backup/RecoveryKeyField.tsx';
import '../backup/backup.css';

/** On a new computer, or when the data can't be opened: the backup's folder and the printed key. */
export function RestoreForm() {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('facility.restore');
  const [isOpen, setOpen] = useState(false);
  const [backup, setBackup] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const submit = async () => {
    if (!(await run({ backup, recoveryKey }))) return;
    notifyDone(t('setup.restore.done'));
    await queryClient.invalidateQueries({ queryKey: ['facility.status'] });
  };
  if (!isOpen)
    return (
      <div className="mv-actions">
        <Button variant="subtle" onClick={() => setOpen(true)}>
          {t('setup.restore.open')}
        </Button>
      </div>
    );
  return (
    <Form label={t('setup.restore.label')} onSubmit={() => void submit()} onCancel={() => setOpen(false)}>
      <TextInput
        label={t('setup.restore.backup')}
        description={t('setup.restore.backupHint')}
        value={backup}
        autoFocus
        onChange={(event) => setBackup(event.currentTarget.value)}
      />
      <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} hint={t('setup.restore.recoveryKeyHint')} />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" loading={isRunning} disabled={backup.trim() === ''}>
          {t('setup.restore.action')}
        </Button>
      </div>
    </Form>
  );
}
