import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoAccounts, demoPassword, type FacilityStatus } from '../../../preload/contract/facility.ts';
import { useCommand } from '../../lib/api.ts';
import { beginSession, useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { applyPreferences } from '../frame/preferences.ts';
import { Outside } from './Outside.tsx';

export function SignInScreen({ facility }: { facility: FacilityStatus['facility'] }) {
  const { t } = useTranslation();
  const ended = useSession((state) => state.ended);
  const { run, error, isRunning } = useCommand('session.signIn');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = async (name: string, secret: string) => {
    setTried(true);
    if (name.trim() === '' || secret === '') return;
    const session = await run({ username: name.trim(), password: secret });
    if (!session) {
      setPassword('');
      passwordField.current?.focus();
      return;
    }
    applyPreferences(session.preferences);
    beginSession(session);
  };

  return (
    <Outside title={facility?.name ?? t('ui.appName')} sub={facility?.code}>
      <Form isShort label={t('session.title')} onSubmit={() => void signIn(username, password)}>
        {ended !== 'no' && <Notice tone="blue">{ended === 'locked' ? t('session.locked') : t('session.expired')}</Notice>}
        <TextInput
          label={t('session.username')}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={isTried && username.trim() === '' ? t('session.required') : null}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <PasswordInput
          ref={passwordField}
          label={t('session.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={isTried && password === '' && !error ? t('session.required') : null}
          autoComplete="current-password"
        />
        <ErrorLine error={error} />
        <Button type="submit" loading={isRunning} fullWidth>
          {t('session.signIn')}
        </Button>
      </Form>
      {facility?.isDemo && (
        <section className="mv-demo-accounts" aria-label={t('session.demoTitle')}>
          <h2>{t('session.demoTitle')}</h2>
          <p>{t('session.demoText', { password: demoPassword })}</p>
          <div>
            {demoAccounts.map((account) => (
              <UnstyledButton
                key={account.username}
                className="mv-demo-account"
                onClick={() => void signIn(account.username, demoPassword)}
              >
                <strong>{t(`frame.role.${account.role}`)}</strong>
                <span>{account.username}</span>
              </UnstyledButton>
            ))}
          </div>
        </section>
      )}
    </Outside>
  );
}
