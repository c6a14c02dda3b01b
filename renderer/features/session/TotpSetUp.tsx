import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { BackupCodes } from './BackupCodes.tsx';
import './session.css';
import { useProven } from './useProven.tsx';

/** Scan, type the first code, keep the backup codes. */
export function TotpSetUp({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const begin = useProven('session.beginTotp');
  const confirm = useCommand('session.confirmTotp');
  const [begun, setBegun] = useState<Output<'session.beginTotp'> | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  useEffect(() => {
    void begin.run({}).then((answer) => answer && setBegun(answer));
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it opens
  }, []);
  const send = async () => {
    const answer = await confirm.run({ code: code.replaceAll(/\s/g, '') });
    setCode('');
    if (answer) setCodes(answer.backupCodes);
  };

  if (codes) return <BackupCodes codes={codes} onDone={onDone} />;
  return (
    <>
      {begin.dialog}
      <ErrorLine error={begin.error} onRetry={() => void begin.run({}).then((answer) => answer && setBegun(answer))} />
      {!begun && !begin.error && <SkeletonRows rows={4} />}
      {begun && (
        <Form isShort label={t('session.totp.title')} onSubmit={() => void send()} onCancel={onCancel}>
          <p>{t('session.totp.scan')}</p>
          <svg
            className="mv-qr"
            viewBox={`0 0 ${begun.qr.side} ${begun.qr.side}`}
            role="img"
            aria-label={t('session.totp.qr')}
            shapeRendering="crispEdges"
          >
            <path d={begun.qr.path} fill="#000000" />
          </svg>
          <p className="mv-muted">
            {t('session.totp.byHand')} <span className="mv-secret-text">{begun.secret}</span>
          </p>
          <TextInput
            label={t('session.totp.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode="numeric"
            maxLength={7}
            autoComplete="one-time-code"
            autoFocus
          />
          <ErrorLine error={confirm.error} />
          <div className="mv-actions">
            <Button type="submit" loading={confirm.isRunning} disabled={code.replaceAll(/\s/g, '').length !== 6}>
              {t('session.totp.confirm')}
            </Button>
            <Button variant="default" onClick={onCancel}>
              {t('ui.cancel')}
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
