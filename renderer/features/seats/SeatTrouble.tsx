import { Button } from '@mantine/core';
import { OctagonAlert, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FacilityState, SeatBridge, SeatOf } from '../../../preload/contract/bridge.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import { useErrorText } from '../../ui/ErrorLine.tsx';
import { Outside } from '../session/Outside.tsx';
import { ChangeAddress } from './ChangeAddress.tsx';
import { ForgetClinic } from './ForgetClinic.tsx';
import './seats.css';

type Trouble = Extract<FacilityState, { state: 'unreachable' | 'refused' }>;

/** A seat that is not at its clinic: why, what to do, and the way out. No button goes past a wrong certificate. */
export function SeatTrouble(props: { trouble: Trouble; seatOf: SeatOf; seat: SeatBridge; hasTyping?: boolean }) {
  const { trouble, seatOf, seat, hasTyping = false } = props;
  const { t } = useTranslation();
  const [isChanging, setChanging] = useState(false);
  const [isTrying, setTrying] = useState(false);
  const { clinic, address } = seatOf;
  const retry = async () => {
    setTrying(true);
    await seat.retry();
    setTrying(false);
  };
  const title = {
    'seat.wrong_computer': t('seats.wrong.title'),
    'seat.revoked': t('seats.revoked.title'),
    'seat.key_lost': t('seats.keyLost.title'),
  };
  const { code } = trouble.error;
  const isFinal = code === 'seat.revoked' || code === 'seat.key_lost';
  return (
    <Outside title={isKeyOf(title, code) ? title[code] : t('seats.away.title')} sub={t('seats.away.at', { clinic, address })} isWide>
      <div className="mv-stack" role="alert">
        <Why trouble={trouble} seatOf={seatOf} hasTyping={hasTyping} />
      </div>
      {isChanging ? (
        <div className="mv-seat-actions">
          <ChangeAddress seat={seat} address={address} onDone={() => setChanging(false)} />
        </div>
      ) : (
        <div className="mv-actions mv-seat-actions">
          {!isFinal && (
            <Button variant={code === 'seat.wrong_computer' ? 'default' : 'filled'} loading={isTrying} onClick={() => void retry()}>
              {t('seats.away.retry')}
            </Button>
          )}
          {!isFinal && (
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('seats.away.change')}
            </Button>
          )}
          <ForgetClinic seat={seat} clinic={clinic} />
        </div>
      )}
    </Outside>
  );
}

function Why({ trouble: { error }, seatOf, hasTyping }: { trouble: Trouble; seatOf: SeatOf; hasTyping: boolean }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const { clinic, address } = seatOf;
  if (error.code === 'seat.wrong_computer')
    return (
      <div className="mv-stop">
        <OctagonAlert size={32} aria-hidden="true" />
        <div className="mv-stack">
          <p>
            <strong>{t('seats.wrong.text', { address })}</strong>
          </p>
          <p>{t('seats.wrong.maybe')}</p>
          <p>{t('seats.wrong.todo')}</p>
          {hasTyping && <p className="mv-muted">{t('seats.wrong.kept')}</p>}
        </div>
      </div>
    );
  if (error.code === 'seat.revoked' || error.code === 'seat.key_lost')
    return (
      <div className="mv-failed">
        <OctagonAlert size={28} aria-hidden="true" />
        <div>
          <p>{t(error.code === 'seat.revoked' ? 'seats.revoked.text' : 'seats.keyLost.text', { clinic })}</p>
          {error.code === 'seat.revoked' && <p>{t('seats.revoked.todo')}</p>}
        </div>
      </div>
    );
  return (
    <>
      <div className="mv-away">
        <Unplug size={28} aria-hidden="true" />
        <div>
          {error.code !== 'seat.unreachable' && <p>{textOf(new AppError(error.code, error.data))}</p>}
          <p>{t('seats.away.trying')}</p>
        </div>
      </div>
      <section aria-label={t('seats.away.todo.title')}>
        <h2 className="mv-seat-head">{t('seats.away.todo.title')}</h2>
        <ol className="mv-seat-todo">
          {(['on', 'network', 'sharing', 'address'] as const).map((what) => (
            <li key={what}>{t(`seats.away.todo.${what}`)}</li>
          ))}
        </ol>
      </section>
    </>
  );
}

const isKeyOf = <T extends object>(map: T, key: PropertyKey): key is keyof T => Object.hasOwn(map, key);
