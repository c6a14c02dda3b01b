import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FacilityStatus } from '../../../preload/contract/facility.ts';
import type { SignedIn } from '../../../preload/contract/session.ts';
import { call, useCommand } from '../../lib/api.ts';
import { endSession, unlockSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Outside } from './Outside.tsx';
import './session.css';

/** Nothing of the work is behind it: the screen is gone from the page, its typing lies in drafts. */
export function LockScreen({ facility, user }: { facility: FacilityStatus['facility']; user: SignedIn['user'] }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('session.unlock');
  const [canUsePin, setCanUsePin] = useState(false);
  const [wantsPassword, setWantsPassword] = useState(false);
  const [secret, setSecret] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const isPin = canUsePin && !wantsPassword && error?.code !== 'auth.password_needed';

  useEffect(() => {
    notifications.clean(); // they may name a patient
    call('session.check', { hasInput: false }).then(
      (answer) => setCanUsePin(answer.canUsePin),
      () => undefined,
    );
  }, []);
  useEffect(() => field.current?.focus(), [isPin]);

  const unlock = async (given: string) => {
    if (given === '') return;
    if (await run(isPin ? { pin: given } : { password: given })) return unlockSession();
    setSecret('');
    field.current?.focus();
  };
  const type = (text: string) => {
    setSecret(isPin ? text.replaceAll(/\D/g, '') : text);
    if (isPin && /^\d{6}$/.test(text)) void unlock(text);
  };

  return (
    <Outside title={t('session.lock.title')} sub={facility?.name}>
      <Form isShort label={t('session.lock.title')} onSubmit={() => void unlock(secret)}>
        <div className="mv-locked-who">
          <Lock size={20} aria-hidden="true" />
          <span>
            <strong>{user.displayName}</strong>
            <small>{user.username}</small>
          </span>
        </div>
        <PasswordInput
          key={isPin ? 'pin' : 'password'}
          ref={field}
          label={isPin ? t('session.lock.pin') : t('session.password')}
          value={secret}
          onChange={(event) => type(event.currentTarget.value)}
          inputMode={isPin ? 'numeric' : 'text'}
          maxLength={isPin ? 6 : 200}
          autoComplete={isPin ? 'off' : 'current-password'}
          autoFocus
        />
        <ErrorLine error={error} />
        <Button type="submit" loading={isRunning} fullWidth>
          {t('session.lock.unlock')}
        </Button>
        <div className="mv-locked-else">
          {isPin && (
            <Button variant="subtle" size="compact-sm" onClick={() => setWantsPassword(true)}>
              {t('session.lock.usePassword')}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => endSession('no')}>
            {t('session.lock.somebodyElse')}
          </Button>
        </div>
        <p className="mv-muted">{t('session.lock.kept')}</p>
      </Form>
    </Outside>
  );
}
