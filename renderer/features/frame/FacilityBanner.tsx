import { Loader } from '@mantine/core';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { theClient } from '../../lib/api.ts';
import { notifyDone } from '../../ui/toasts.tsx';
import { useBridgeState } from './bridge.ts';

/** A restart often takes half a second; what happened stays long enough to be read. */
const leastMs = 2000;

/** Shown while the facility process is away. */
export function FacilityBanner() {
  const { t } = useTranslation();
  const bridge = useBridgeState();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = theClient().connection.subscribe((now, before) => {
      if (now.state === before.state) return;
      clearTimeout(timer);
      if (now.state === 'lost') setShown(true);
      if (now.state !== 'open') return;
      const end = () => {
        setShown(false);
        notifyDone(i18next.t('frame.facilityDown.back')); // not the hook's: resuming may set the language anew
      };
      timer = setTimeout(end, Math.max(0, leastMs - (now.since - before.since)));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  if (!isShown) return null;
  const isGivenUp = bridge?.state === 'given-up';
  return (
    <div className="mv-banner" role="alert" data-tone={isGivenUp ? 'red' : 'amber'}>
      {!isGivenUp && <Loader size={14} color="currentColor" />}
      <strong>{isGivenUp ? t('frame.givenUp.title') : t('frame.facilityDown.title')}</strong>
      <span>{isGivenUp ? t('frame.givenUp.text') : t('frame.facilityDown.text')}</span>
    </div>
  );
}
