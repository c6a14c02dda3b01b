import { Modal, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { NamesOf, Output, RawInput } from '../../../preload/contract/index.ts';
import { call, toAppError, useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';

type Proven<M extends NamesOf<'host'>> = {
  /** Answers the value, or undefined when it was refused or the proof was not given. */
  run: (input: RawInput<M>) => Promise<Output<M> | undefined>;
  error: AppError | null;
  isRunning: boolean;
  /** put it beside the form */
  dialog: ReactNode;
};

/** An act that asks for a fresh password first: the dialog comes only when the last proof is older than five minutes. */
export function useProven<M extends NamesOf<'host'>>(method: M): Proven<M> {
  const [error, setError] = useState<AppError | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [waiting, setWaiting] = useState<{ resume: (isProven: boolean) => void } | null>(null);

  const attempt = async (input: RawInput<M>, mayAsk: boolean): Promise<Output<M> | undefined> => {
    try {
      return await call(method, input);
    } catch (cause) {
      const refusal = toAppError(cause);
      if (refusal.code !== 'auth.proof_needed' || !mayAsk) {
        setError(refusal);
        return undefined;
      }
    }
    const isProven = await new Promise<boolean>((resolve) => setWaiting({ resume: resolve }));
    setWaiting(null);
    return isProven ? attempt(input, false) : undefined;
  };
  const run = async (input: RawInput<M>) => {
    setError(null);
    setRunning(true);
    const value = await attempt(input, true);
    setRunning(false);
    return value;
  };
  return { run, error, isRunning, dialog: waiting && <ProofDialog onEnd={waiting.resume} /> };
}

function ProofDialog({ onEnd }: { onEnd: (isProven: boolean) => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('session.prove');
  const [password, setPassword] = useState('');
  const prove = async () => {
    if (password === '') return;
    if (await run({ password })) onEnd(true);
    else setPassword('');
  };
  return (
    <Modal opened onClose={() => onEnd(false)} title={t('session.proof.title')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form isShort label={t('session.proof.title')} onSubmit={() => void prove()}>
        <p className="mv-muted">{t('session.proof.text')}</p>
        <PasswordInput
          label={t('session.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
        />
        <FormActions save={t('session.proof.confirm')} error={error} isRunning={isRunning} onCancel={() => onEnd(false)} />
      </Form>
    </Modal>
  );
}
