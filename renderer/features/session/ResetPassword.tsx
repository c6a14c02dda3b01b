import { Button, Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Notice } from '../../ui/signs.tsx';
import './session.css';
import { useProven } from './useProven.tsx';

/** For somebody who forgot: shows a password for one sign-in, to be handed over. */
export function ResetPassword({ userId, displayName }: { userId: string; displayName: string }) {
  const { t } = useTranslation();
  const { run, error, isRunning, dialog } = useProven('session.resetPassword');
  const [isOpen, setOpen] = useState(false);
  const [isTotpRemoved, setTotpRemoved] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  const close = () => setOpen(false);
  const forget = () => {
    setPassword(null);
    setTotpRemoved(false);
  };
  const reset = async () => {
    const answer = await run({ userId, isTotpRemoved });
    if (answer) setPassword(answer.oneTimePassword);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('session.reset.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={forget}
        title={t('session.reset.title', { name: displayName })}
        centered
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <div className="mv-stack">
          {password === null ? (
            <>
              <p>{t('session.reset.text')}</p>
              <Checkbox
                label={t('session.reset.totp')}
                checked={isTotpRemoved}
                onChange={(event) => setTotpRemoved(event.currentTarget.checked)}
              />
              <ErrorLine error={error} />
              <div className="mv-actions">
                <Button color="red" loading={isRunning} onClick={() => void reset()}>
                  {t('session.reset.confirm')}
                </Button>
                <Button variant="default" onClick={close}>
                  {t('ui.cancel')}
                </Button>
              </div>
            </>
          ) : (
            <>
              <Notice tone="amber">{t('session.reset.handOver')}</Notice>
              <p className="mv-secret-text">{password}</p>
              <div className="mv-actions">
                <Button onClick={close}>{t('session.reset.done')}</Button>
              </div>
            </>
          )}
        </div>
      </Modal>
      {dialog}
    </>
  );
}
