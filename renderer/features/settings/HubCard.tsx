import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, Facts } from '../../ui/Page.tsx';
import { SkeletonRows, StatusDot } from '../../ui/signs.tsx';
import { EnrolForm } from '../network/EnrolForm.tsx';

export function HubCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const network = useQuery('network.status', {}).data;
  if (network?.link === 'not-enrolled') {
    return (
      <>
        <Card title={t('settings.hub')}>
          <p className="mv-none">{t('settings.notEnrolled')}</p>
        </Card>
        {can('Organization.update') && <EnrolForm />}
      </>
    );
  }
  return (
    <Card title={t('settings.hub')}>
      {!network ? (
        <SkeletonRows rows={2} />
      ) : (
        <Facts
          facts={[
            [t('settings.name'), network.hubName ?? '—'],
            [
              t('settings.state'),
              <StatusDot key="link" tone={network.link === 'online' ? 'green' : network.link === 'refused' ? 'red' : 'amber'}>
                {t(`frame.truth.${network.link}`)}
              </StatusDot>,
            ],
            [t('settings.lastHeard'), network.lastContactAt ? format.ago(network.lastContactAt) : t('frame.truth.neverContact')],
          ]}
        />
      )}
    </Card>
  );
}
