import { useTranslation } from 'react-i18next';
import type { NetworkStatus } from '../../../preload/contract/network.ts';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Page, SkeletonRows } from '../../ui/index.ts';
import { EnrolForm } from './EnrolForm.tsx';
import { LinkCard } from './LinkCard.tsx';
import { LinkSettingsForm } from './LinkSettingsForm.tsx';
import { ProxyForm } from './ProxyForm.tsx';
import { SeedCard } from './SeedCard.tsx';
import { SeedFiles } from './SeedFiles.tsx';
import './network.css';

/** The line to the hub: how it stands and why, what is read of others, and the way by stick where there is none. */
export default function HubScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const isMine = can('Organization.update');
  const status = useQuery('network.status', {}, { everyMs: 30_000 });
  const settings = useQuery('network.settings', {});
  return (
    <Page title={t('network.hub.title')} sub={t('network.hub.sub')} isScrolling>
      <ErrorLine error={status.error ?? settings.error} />
      <div className="mv-columns">
        <div>
          {status.data && settings.data ? (
            <LinkCard status={status.data} settings={settings.data} />
          ) : (
            <Card title={t('network.hub.line')}>
              <SkeletonRows rows={4} />
            </Card>
          )}
          {status.data && needsCode(status.data) && isMine && <EnrolForm />}
          {settings.data && isMine && status.data && status.data.link !== 'not-enrolled' && <LinkSettingsForm stored={settings.data} />}
          {settings.data && isMine && <ProxyForm key={JSON.stringify(settings.data.proxy)} stored={settings.data} />}
        </div>
        <div>
          {isMine && <SeedCard />}
          {isMine && <SeedFiles />}
        </div>
      </div>
    </Page>
  );
}

/** What only a new code of the hub's operator mends. */
const endedByHub: readonly string[] = ['hub.wrong_identity', 'hub.unknown_facility', 'hub.bad_signature', 'hub.revoked'];

const needsCode = ({ link, lastError }: NetworkStatus) =>
  link === 'not-enrolled' || (link === 'refused' && endedByHub.includes(lastError?.code ?? ''));
