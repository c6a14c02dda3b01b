import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';

export function MyAccountPassword({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('session.changePassword');
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setTried] = useState(false);
  const required = (value: string) => (isTried && value === '' ? t('session.required') : null);
  const save = async () => {
    setTried(true);
    if (oldPassword === '' || newPassword === '' || newPassword !== again) return;
    if (await run({ oldPassword, newPassword })) onDone();
  };
  return (
    <Form label={t('session.mine.changePassword')} onSubmit={() => void save()} onCancel={onCancel}>
      <PasswordInput
        label={t('session.oldPassword')}
        value={oldPassword}
        onChange={(event) => setOld(event.currentTarget.value)}
        error={required(oldPassword)}
        autoComplete="current-password"
        autoFocus
      />
      <PasswordInput
        label={t('session.newPassword')}
        description={t('session.passwordHint')}
        value={newPassword}
        onChange={(event) => setNew(event.currentTarget.value)}
        error={required(newPassword)}
        autoComplete="new-password"
      />
      <PasswordInput
        label={t('session.again')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={isTried && newPassword !== again ? t('session.notTheSame') : null}
        autoComplete="new-password"
      />
      <FormActions save={t('session.mine.changePassword')} error={error} isRunning={isRunning} onCancel={onCancel} />
    </Form>
  );
}
