import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { useProven } from '../session/useProven.tsx';

export function MyAccountPin(props: { hasPin: boolean; onDone: (isSet: boolean) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning, dialog } = useProven('session.setPin');
  const remove = useCommand('session.removePin');
  const [pin, setPin] = useState('');
  const save = async () => {
    if (pin.length !== 6) return;
    if (await run({ pin })) props.onDone(true);
  };
  return (
    <>
      {dialog}
      <Form label={t('session.lock.pin')} onSubmit={() => void save()} onCancel={props.onCancel}>
        <PasswordInput
          label={t('session.mine.newPin')}
          description={t('session.mine.pinText')}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replaceAll(/\D/g, ''))}
          inputMode="numeric"
          maxLength={6}
          autoComplete="off"
          autoFocus
        />
        <ErrorLine error={error ?? remove.error} />
        <div className="mv-actions">
          <Button type="submit" loading={isRunning} disabled={pin.length !== 6}>
            {t('session.mine.savePin')}
          </Button>
          {props.hasPin && (
            <Button
              variant="default"
              loading={remove.isRunning}
              onClick={() => void remove.run({}).then((answer) => answer && props.onDone(false))}
            >
              {t('session.mine.removePin')}
            </Button>
          )}
          <Button variant="default" onClick={props.onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      </Form>
    </>
  );
}
