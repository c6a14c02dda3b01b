import { useTranslation } from 'react-i18next';
import type { SeatBridge } from '../../../preload/contract/bridge.ts';
import { endSession } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';

export function ForgetClinic({ seat, clinic }: { seat: SeatBridge; clinic: string }) {
  const { t } = useTranslation();
  const forget = async () => {
    endSession('no');
    await seat.forget();
  };
  return (
    <ConfirmButton
      label={t('seats.away.forget')}
      title={t('seats.away.forgetTitle', { clinic })}
      consequence={t('seats.away.forgetText')}
      confirmLabel={t('seats.away.forgetConfirm')}
      isDanger
      onConfirm={forget}
    />
  );
}
