import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../preload/contract/errors.ts';
import { demoAccounts, demoPassword, type FacilityStatus } from '../../../preload/contract/facility.ts';
import { call, toAppError } from '../../lib/api.ts';
import { beginSession, useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { applyPreferences } from '../frame/preferences.ts';
import { LetInAgain } from './LetInAgain.tsx';
import { Outside } from './Outside.tsx';

const empty = { username: '', password: '', newPassword: '', again: '', code: '' };

/** Name and password; then, where the facility asks for it, a password of one's own and a one-time code. */
export function SignInScreen({ facility }: { facility: FacilityStatus['facility'] }) {
  const { t } = useTranslation();
  const ended = useSession((state) => state.ended);
  const [typed, setTyped] = useState(empty);
  const [asked, setAsked] = useState({ newPassword: false, code: false });
  const [error, setError] = useState<AppError | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isLettingIn, setLettingIn] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const set = (change: Partial<typeof empty>) => setTyped((before) => ({ ...before, ...change }));
  const isAgainWrong = asked.newPassword && typed.newPassword !== typed.again;

  const signIn = async (given: typeof empty) => {
    setTried(true);
    const isWhole = given.username.trim() !== '' && given.password !== '' && !(asked.newPassword && given.newPassword === '');
    if (!isWhole || isRunning || isAgainWrong || (asked.code && given.code.trim() === '')) return;
    setRunning(true);
    setError(null);
    try {
      const session = await call('session.signIn', {
        username: given.username.trim(),
        password: given.password,
        ...(asked.newPassword ? { newPassword: given.newPassword } : {}),
        ...(asked.code ? { code: given.code } : {}),
      });
      applyPreferences(session.preferences);
      beginSession(session);
    } catch (cause) {
      refused(toAppError(cause));
    } finally {
      setRunning(false);
    }
  };
  const refused = (refusal: AppError) => {
    setTried(false);
    if (refusal.code === 'auth.must_change_password') return setAsked((before) => ({ ...before, newPassword: true }));
    if (refusal.code === 'auth.code_needed') return setAsked((before) => ({ ...before, code: true }));
    setError(refusal);
    if (refusal.code === 'auth.wrong_code') return set({ code: '' });
    if (refusal.code === 'auth.weak_password' || refusal.code === 'auth.password_reused') return set({ newPassword: '', again: '' });
    set({ password: '' });
    passwordField.current?.focus();
  };
  const required = (value: string) => (isTried && value === '' && !error ? t('session.required') : null);

  if (isLettingIn) {
    const back = (username: string) => {
      setLettingIn(false);
      setTyped({ ...empty, username });
      setAsked({ newPassword: false, code: false });
      setError(null);
    };
    return (
      <Outside title={t('session.letIn.title')} sub={facility?.name}>
        <LetInAgain onDone={back} onCancel={() => setLettingIn(false)} />
      </Outside>
    );
  }
  return (
    <Outside title={facility?.name ?? t('ui.appName')} sub={facility?.code}>
      <Form isShort label={t('session.title')} onSubmit={() => void signIn(typed)}>
        {ended === 'expired' && <Notice tone="blue">{t('session.expired')}</Notice>}
        <TextInput
          label={t('session.username')}
          value={typed.username}
          onChange={(event) => set({ username: event.currentTarget.value })}
          error={isTried && typed.username.trim() === '' ? t('session.required') : null}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <PasswordInput
          ref={passwordField}
          label={t('session.password')}
          value={typed.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={required(typed.password)}
          autoComplete="current-password"
        />
        {asked.newPassword && (
          <>
            <Notice tone="blue">{t('errors.auth.must_change_password')}</Notice>
            <PasswordInput
              label={t('session.newPassword')}
              description={t('session.passwordHint')}
              value={typed.newPassword}
              onChange={(event) => set({ newPassword: event.currentTarget.value })}
              error={required(typed.newPassword)}
              autoComplete="new-password"
              autoFocus
            />
            <PasswordInput
              label={t('session.again')}
              value={typed.again}
              onChange={(event) => set({ again: event.currentTarget.value })}
              error={isTried && isAgainWrong ? t('session.notTheSame') : null}
              autoComplete="new-password"
            />
          </>
        )}
        {asked.code && (
          <TextInput
            label={t('session.totp.code')}
            description={t('session.totp.orBackup')}
            value={typed.code}
            onChange={(event) => set({ code: event.currentTarget.value })}
            error={required(typed.code.trim())}
            autoComplete="one-time-code"
            maxLength={20}
            autoFocus
          />
        )}
        <ErrorLine error={error} />
        <Button type="submit" loading={isRunning} fullWidth>
          {t('session.signIn')}
        </Button>
      </Form>
      {!facility?.isDemo && (
        <div className="mv-actions">
          <Button variant="subtle" size="compact-sm" onClick={() => setLettingIn(true)}>
            {t('session.letIn.open')}
          </Button>
        </div>
      )}
      {facility?.isDemo && (
        <section className="mv-demo-accounts" aria-label={t('session.demoTitle')}>
          <h2>{t('session.demoTitle')}</h2>
          <p>{t('session.demoText', { password: demoPassword })}</p>
          <div>
            {demoAccounts.map((account) => (
              <UnstyledButton
                key={account.username}
                className="mv-demo-account"
                onClick={() => {
                  const chosen = { ...typed, username: account.username, password: demoPassword };
                  setTyped(chosen);
                  void signIn(chosen);
                }}
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
