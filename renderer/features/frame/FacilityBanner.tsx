import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../lib/api.ts';
import { notifyDone } from '../../ui/toasts.tsx';
import { useBridgeState } from './bridge.ts';

/** Shown while the facility process is away. */
export function FacilityBanner() {
  const connection = useConnection();
  return connection.state === 'lost' ? <Away /> : null;
}

/** A blink of under half a second is not worth a banner. */
function Away() {
  const { t } = useTranslation();
  const bridge = useBridgeState();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!isShown) return undefined;
    return () => notifyDone(t('frame.facilityDown.back'));
  }, [isShown, t]);
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
