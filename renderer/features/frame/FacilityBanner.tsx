import { Loader } from '@mantine/core';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { theClient } from '../../lib/api.ts';
import { notifyDone } from '../../ui/toasts.tsx';
import { isOnLan, useBridgeState } from './bridge.ts';

/** A restart often takes half a second; what happened stays long enough to be read. */
const leastMs = 2000;

/** Shown while the facility process, or the clinic's computer, is away. */
export function FacilityBanner() {
  const { t } = useTranslation();
  const bridge = useBridgeState();
  const isSeat = bridge?.seatOf !== undefined || isOnLan();
  const [isShown, setShown] = useState(() => theClient().connection.getState().state === 'lost');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = theClient().connection.subscribe((now, before) => {
      if (now.state === before.state) return;
      clearTimeout(timer);
      if (now.state === 'lost') setShown(true);
      if (now.state !== 'open') return;
      const end = () => {
        setShown(false);
        notifyDone(i18next.t(isSeat ? 'seats.banner.back' : 'frame.facilityDown.back')); // not the hook's: resuming may set the language anew
      };
      timer = setTimeout(end, Math.max(0, leastMs - (now.since - before.since)));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [isSeat]);
  if (!isShown) return null;
  const isGivenUp = bridge?.state === 'given-up';
  const words = isGivenUp ? 'frame.givenUp' : isSeat ? 'seats.banner' : 'frame.facilityDown';
  return (
    <div className="mv-banner" role="alert" data-tone={isGivenUp ? 'red' : 'amber'}>
      {!isGivenUp && <Loader size={14} color="currentColor" />}
      <strong>{t(`${words}.title`)}</strong>
      <span>{t(`${words}.text`)}</span>
    </div>
  );
}
