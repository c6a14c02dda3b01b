import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { RecoveryKeyField } from '../backup/RecoveryKeyField.tsx';

/** The key store or the key file is gone: the printed key opens the data again. */
export function RecoverForm() {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('facility.recover');
  const [recoveryKey, setRecoveryKey] = useState('');
  const submit = async () => {
    if (!(await run({ recoveryKey }))) return;
    notifyDone(t('setup.recover.done'));
    await queryClient.invalidateQueries({ queryKey: ['facility.status'] });
  };
  return (
    <Form label={t('setup.recover.label')} isShort onSubmit={() => void submit()}>
      <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} isFirst />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" loading={isRunning} disabled={recoveryKey.trim() === ''}>
          {t('setup.recover.action')}
        </Button>
      </div>
    </Form>
  );
}
