import { Checkbox, PasswordInput, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { RecoveryKeyField } from '../backup/RecoveryKeyField.tsx';

type Administrator = Output<'recovery.administrators'>['administrators'][number];

/** For the administrator who forgot the password or lost the telephone: the printed recovery key, then a new password. Works without a network. */
export function LetInAgain({ onDone, onCancel }: { onDone: (username: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('recovery.administrators');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [found, setFound] = useState<readonly Administrator[] | null>(null);
  const look = async () => setFound((await run({ recoveryKey }))?.administrators ?? null);
  if (found) return <NewPassword recoveryKey={recoveryKey} administrators={found} onDone={onDone} onCancel={onCancel} />;
  return (
    <Form isShort label={t('session.letIn.title')} onSubmit={() => void look()} onCancel={onCancel}>
      <p className="mv-muted">{t('session.letIn.who')}</p>
      <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} isFirst />
      <FormActions
        save={t('session.letIn.next')}
        cancel={t('session.letIn.back')}
        isDisabled={recoveryKey.trim() === ''}
        isRunning={isRunning}
        error={error}
        onCancel={onCancel}
      />
    </Form>
  );
}

type Props = { recoveryKey: string; administrators: readonly Administrator[]; onDone: (username: string) => void; onCancel: () => void };

function NewPassword({ recoveryKey, administrators, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('recovery.resetPassword');
  const [userId, setUserId] = useState(administrators.length === 1 ? (administrators[0]?.id ?? '') : '');
  const [typed, setTyped] = useState({ newPassword: '', again: '', isTotpRemoved: false });
  const chosen = administrators.find(({ id }) => id === userId);
  const isDifferent = typed.again !== '' && typed.again !== typed.newPassword;
  const isReady = chosen !== undefined && typed.newPassword !== '' && typed.again === typed.newPassword;
  const save = async () => {
    if (!chosen || !isReady) return;
    const isTotpRemoved = chosen.hasTotp && typed.isTotpRemoved;
    if (!(await run({ recoveryKey, userId, newPassword: typed.newPassword, isTotpRemoved }))) return;
    notifyDone(t('session.letIn.done', { username: chosen.username }));
    onDone(chosen.username);
  };
  return (
    <Form isShort label={t('session.letIn.title')} onSubmit={() => void save()} onCancel={onCancel}>
      <Radio.Group label={t('session.letIn.administrator')} value={userId} onChange={setUserId}>
        <div className="mv-stack">
          {administrators.map(({ id, username, displayName }) => (
            <Radio key={id} value={id} label={`${displayName} (${username})`} />
          ))}
        </div>
      </Radio.Group>
      <PasswordInput
        label={t('session.newPassword')}
        description={t('session.passwordHint')}
        value={typed.newPassword}
        onChange={(event) => setTyped({ ...typed, newPassword: event.currentTarget.value })}
        autoComplete="new-password"
        autoFocus
      />
      <PasswordInput
        label={t('session.again')}
        value={typed.again}
        onChange={(event) => setTyped({ ...typed, again: event.currentTarget.value })}
        error={isDifferent ? t('session.notTheSame') : null}
        autoComplete="new-password"
      />
      {chosen?.hasTotp && (
        <Checkbox
          label={t('session.letIn.totp')}
          checked={typed.isTotpRemoved}
          onChange={(event) => setTyped({ ...typed, isTotpRemoved: event.currentTarget.checked })}
        />
      )}
      <FormActions
        save={t('session.letIn.save')}
        cancel={t('session.letIn.back')}
        isDisabled={!isReady}
        isRunning={isRunning}
        error={error}
        onCancel={onCancel}
      />
    </Form>
  );
}
