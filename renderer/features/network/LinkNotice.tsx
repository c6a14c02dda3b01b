import { useTranslation } from 'react-i18next';
import type { NetworkStatus } from '../../../preload/contract/network.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';
import { EnrolForm } from './EnrolForm.tsx';
import './network.css';

/** What the network's state means for this page, with the next step. Nothing while it works. */
export function LinkNotice({ status }: { status: NetworkStatus | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  if (!status || status.link === 'online' || status.link === 'connecting') return null;
  if (status.link === 'not-enrolled') {
    const isMine = can('Organization.update');
    return (
      <div className="mv-network-notice">
        <Notice tone="blue" title={t('network.nearby.notEnrolled')}>
          {t('network.nearby.notEnrolledText')} {!isMine && t('network.nearby.notEnrolledAsk')}
        </Notice>
        {isMine && <EnrolForm />}
      </div>
    );
  }
  return (
    <div className="mv-network-notice">
      <Notice tone="amber">
        {status.lastContactAt ? t('network.nearby.offline', { age: format.ago(status.lastContactAt) }) : t('network.nearby.offlineNever')}
      </Notice>
    </div>
  );
}
