import { Loader } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../lib/api.ts';
import { notifyDone } from '../../ui/toasts.tsx';
import { useBridgeState } from './bridge.ts';

/** Shown while the facility process is away; a blink of under half a second is not worth a banner. */
export function FacilityBanner() {
  const { t } = useTranslation();
  const connection = useConnection();
  const bridge = useBridgeState();
  const isLost = connection.state === 'lost' || (connection.state === 'connecting' && connection.hasBeenOpen);
  const [isShown, setShown] = useState(false);
  const wasShown = useRef(false);
  useEffect(() => {
    if (isLost) {
      const timer = setTimeout(() => {
        wasShown.current = true;
        setShown(true);
      }, 500);
      return () => clearTimeout(timer);
    }
    setShown(false);
    if (wasShown.current) notifyDone(t('frame.facilityDown.back'));
    wasShown.current = false;
    return undefined;
  }, [isLost, t]);
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
