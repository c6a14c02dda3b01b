import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Facts } from '../../ui/Page.tsx';
import { useBridgeState } from '../frame/bridge.ts';
import { ChangeAddress } from './ChangeAddress.tsx';
import { ForgetClinic } from './ForgetClinic.tsx';

/** In a window that is a seat of another computer's clinic: which one, and how to leave it. */
export function SeatHereCard() {
  const { t } = useTranslation();
  const seatOf = useBridgeState()?.seatOf;
  const [isChanging, setChanging] = useState(false);
  const seat = window.medvault?.seat;
  if (!seatOf || !seat) return null;
  return (
    <Card title={t('seats.here.title')}>
      <div className="mv-stack">
        <Facts
          facts={[
            [t('seats.here.clinic'), `${seatOf.clinic} · ${seatOf.code}`],
            [t('seats.here.address'), seatOf.address],
            [t('seats.here.name'), seatOf.seatName],
            [t('seats.here.key'), t(seatOf.isSealed ? 'seats.here.sealed' : 'seats.here.plain')],
          ]}
        />
        {isChanging ? (
          <ChangeAddress seat={seat} address={seatOf.address} onDone={() => setChanging(false)} />
        ) : (
          <div className="mv-actions">
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('seats.away.change')}
            </Button>
            <ForgetClinic seat={seat} clinic={seatOf.clinic} />
          </div>
        )}
      </div>
    </Card>
  );
}
