import { Button } from '@mantine/core';
import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Facts } from '../../ui/Page.tsx';
import { SkeletonRows, StatusDot } from '../../ui/signs.tsx';

/** In the settings: how the line stands, and the way to everything about it. */
export function HubCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const network = useQuery('network.status', {}).data;
  return (
    <Card
      title={t('settings.hub')}
      actions={
        <Button component={Link} href="/hub" size="compact-sm" variant="light" leftSection={<Network size={14} aria-hidden="true" />}>
          {t('network.hub.open')}
        </Button>
      }
    >
      {!network && <SkeletonRows rows={2} />}
      {network?.link === 'not-enrolled' && <p className="mv-none">{t('settings.notEnrolled')}</p>}
      {network && network.link !== 'not-enrolled' && (
        <Facts
          facts={[
            [t('settings.name'), network.hubName ?? '—'],
            [
              t('settings.state'),
              <StatusDot key="link" tone={network.link === 'online' ? 'green' : network.link === 'refused' ? 'red' : 'amber'}>
                {t(network.isPaused ? 'frame.truth.paused' : `frame.truth.${network.link}`)}
              </StatusDot>,
            ],
            [t('settings.lastHeard'), network.lastContactAt ? format.ago(network.lastContactAt) : t('frame.truth.neverContact')],
          ]}
        />
      )}
    </Card>
  );
}
