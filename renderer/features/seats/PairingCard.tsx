import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { useNewSeat } from './newSeat.ts';

type Code = Output<'seats.makeCode'>;

/** One code at a time, for one more computer. */
export function PairingCard({ isReady }: { isReady: boolean }) {
  const { t } = useTranslation();
  const make = useCommand('seats.makeCode');
  const cancel = useCommand('seats.cancelCode');
  const [code, setCode] = useState<Code | null>(null);
  useNewSeat(code !== null, (name) => {
    setCode(null);
    notifyDone(t('seats.code.paired', { name }));
  });
  const begin = async () => setCode((await make.run({})) ?? null);
  const end = async () => {
    if (!(await cancel.run({}))) return;
    setCode(null);
    notifyDone(t('seats.code.cancelled'));
  };
  return (
    <Card title={t('seats.code.title')}>
      <div className="mv-stack">
        {!code && <p className="mv-seat-lead">{t('seats.code.lead')}</p>}
        <ErrorLine error={make.error ?? cancel.error} />
        {code && <CodeToType code={code} />}
        <div className="mv-actions">
          <Button variant={code ? 'default' : 'filled'} disabled={!isReady} loading={make.isRunning} onClick={() => void begin()}>
            {t(code ? 'seats.code.again' : 'seats.code.make')}
          </Button>
          {code && (
            <Button variant="default" loading={cancel.isRunning} onClick={() => void end()}>
              {t('seats.code.cancel')}
            </Button>
          )}
          {!isReady && <span className="mv-muted">{t('seats.code.needsSharing')}</span>}
        </div>
      </div>
    </Card>
  );
}

function CodeToType({ code }: { code: Code }) {
  const { t } = useTranslation();
  const left = useSecondsUntil(code.expiresAt);
  if (left <= 0)
    return (
      <Notice tone="amber" isLive>
        {t('seats.code.over')}
      </Notice>
    );
  return (
    <>
      <div className="mv-pairing-code" role="group" aria-label={t('seats.code.label')}>
        {code.groups.map((group, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- the same four signs may come twice; a group is its place
          <span key={place}>{group}</span>
        ))}
      </div>
      <p className={left < 60 ? 'mv-seat-lead mv-amber' : 'mv-seat-lead mv-muted'} role="timer">
        {t('seats.code.left', { left: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })}
      </p>
      <div className="mv-pairing-ways">
        <div>
          <strong>{t('seats.code.steps.computer')}</strong> {t('seats.code.steps.computerText')}
        </div>
        <div className="mv-pairing-tablet">
          {code.qr && (
            <svg
              className="mv-qr"
              viewBox={`0 0 ${code.qr.side} ${code.qr.side}`}
              role="img"
              aria-label={t('seats.code.qr')}
              shapeRendering="crispEdges"
            >
              <path d={code.qr.path} fill="#000000" />
            </svg>
          )}
          <div>
            <strong>{t('seats.code.steps.tablet')}</strong> {t('seats.code.steps.tabletText')}
            <ul className="mv-seat-addresses">
              {code.addresses.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </>
  );
}

/** Whole seconds, never less than none. */
function useSecondsUntil(instant: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));
}
