import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodes } from '../../../preload/contract/errors.ts';
import { readPairingCode } from '../../../preload/contract/pairingCode.ts';
import type { Envelope } from '../../../preload/contract/wire.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { Outside } from '../session/Outside.tsx';
import { useAsking } from './asking.ts';
import './seats.css';

/** A browser on another computer or tablet that the host does not know: the code, by hand or from the address, and a name for it. */
export function PairPage({ code }: { code: string | null }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ code: code ?? '', name: '' });
  const [isTried, setTried] = useState(false);
  const { ask, error, isRunning } = useAsking();
  const isCodeWrong = readPairingCode(typed.code) === null;
  const isNameMissing = typed.name.trim() === '';
  const submit = async () => {
    setTried(true);
    if (isCodeWrong || isNameMissing) return;
    if (await ask(() => pairBrowser(typed.code, typed.name.trim()))) window.location.replace('/');
  };
  return (
    <Outside
      title={t(code === null ? 'seats.pair.noSeat' : 'seats.pair.title')}
      {...(code === null && { sub: t('seats.pair.noSeatText') })}
    >
      <Form isShort label={t('seats.pair.title')} onSubmit={() => void submit()}>
        <Notice tone="amber">{t('seats.pair.text')}</Notice>
        <TextInput
          label={t('seats.join.code')}
          description={t('seats.join.codeHint')}
          value={typed.code}
          error={isTried && isCodeWrong ? t('seats.join.codeMistyped') : null}
          classNames={{ input: 'mv-code-field' }}
          spellCheck={false}
          autoComplete="off"
          autoFocus={code === null}
          maxLength={100}
          onChange={(event) => setTyped({ ...typed, code: event.currentTarget.value })}
        />
        <TextInput
          label={t('seats.pair.name')}
          description={t('seats.pair.nameHint')}
          value={typed.name}
          error={isTried && isNameMissing ? t('seats.join.required') : null}
          autoComplete="off"
          autoFocus={code !== null}
          maxLength={60}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        <ErrorLine error={error} />
        <Button type="submit" loading={isRunning} fullWidth>
          {t('seats.pair.submit')}
        </Button>
      </Form>
    </Outside>
  );
}

async function pairBrowser(secret: string, name: string): Promise<Envelope<null>> {
  const answer = await fetch('/seat/pair', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret, name }),
  }).catch(() => null);
  if (!answer) return { ok: false, error: { code: 'seat.unreachable', data: { address: window.location.host } } };
  if (answer.ok) return { ok: true, value: null };
  const { code: said, ...data } = (await answer.json().catch(() => ({}))) as { code?: string; seconds?: number };
  return { ok: false, error: { code: errorCodes.find((known) => known === said) ?? 'internal', data } };
}
