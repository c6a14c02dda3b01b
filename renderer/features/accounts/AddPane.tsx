import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { focusFirstError, Form, FormActions, notifyDone, Pane } from '../../ui/index.ts';
import { RolesField } from './RolesField.tsx';

type Mistake = 'displayName' | 'username' | 'password' | 'roles';

export function AddPane({ onDone, onCancel }: { onDone: (userId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('accounts.add');
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<string[]>([]);
  const [isBookable, setBookable] = useState(false);
  const [wrong, setWrong] = useState<readonly Mistake[]>([]);
  const save = async () => {
    const mistakes: Mistake[] = [];
    if (displayName.trim().length < 2) mistakes.push('displayName');
    if (!/^[\p{L}\p{N}._-]{2,60}$/u.test(username.trim())) mistakes.push('username');
    if (password.length < 10) mistakes.push('password');
    if (roles.length === 0) mistakes.push('roles');
    setWrong(mistakes);
    if (mistakes.length > 0) return focusFirstError(box.current);
    const answer = await run({ displayName: displayName.trim(), username: username.trim(), password, roles, isBookable });
    if (!answer) return undefined;
    notifyDone(t('accounts.form.added', { name: displayName.trim(), userName: username.trim() }));
    return onDone(answer.userId);
  };
  return (
    <Pane title={t('accounts.form.add')}>
      <div ref={box}>
        <Form label={t('accounts.form.add')} onSubmit={() => void save()} onCancel={onCancel}>
          <TextInput
            label={t('accounts.form.displayName')}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            error={wrong.includes('displayName') ? t('accounts.form.wrong.displayName') : null}
            autoComplete="off"
            autoFocus
            withAsterisk
          />
          <TextInput
            label={t('accounts.form.userName')}
            description={t('accounts.form.userNameHint')}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            error={wrong.includes('username') ? t('accounts.form.wrong.userName') : null}
            autoComplete="off"
            withAsterisk
          />
          <PasswordInput
            label={t('accounts.form.password')}
            description={t('accounts.form.passwordHint')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={wrong.includes('password') ? t('accounts.form.wrong.password') : null}
            autoComplete="new-password"
            withAsterisk
          />
          <RolesField value={roles} onChange={setRoles} isWrong={wrong.includes('roles')} />
          <Checkbox
            label={t('accounts.form.bookable')}
            checked={isBookable}
            onChange={(event) => setBookable(event.currentTarget.checked)}
          />
          <FormActions save={t('accounts.form.save')} error={error} isRunning={isRunning} onCancel={onCancel} />
        </Form>
      </div>
    </Pane>
  );
}
