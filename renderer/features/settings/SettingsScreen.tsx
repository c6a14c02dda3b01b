import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Facts, Page } from '../../ui/Page.tsx';
import { Notice, SkeletonRows, StatusDot } from '../../ui/signs.tsx';
import { useRoleWords } from '../session/roleWords.ts';
import { FacilityCard } from './FacilityCard.tsx';
import { HubCard } from './HubCard.tsx';

export default function SettingsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const session = useSession((state) => state.signedIn);
  const roleWords = useRoleWords();
  const protection = useQuery('facility.status', {}).data?.keyProtection;
  return (
    <Page title={t('settings.title')} isScrolling>
      <div className="mv-settings">
        <FacilityCard />
        <HubCard />
        <Card title={t('settings.me')}>
          {session && (
            <Facts
              facts={[
                [t('settings.name'), session.user.displayName],
                [t('settings.userName'), session.user.username],
                [t('settings.roles'), session.roles.map(roleWords).join(', ')],
              ]}
            />
          )}
        </Card>
        {protection && (
          <Card title={t('settings.keyTitle')}>
            <Notice tone={protection === 'key-file' ? 'red' : 'green'}>{t(`settings.keyProtection.${protection}`)}</Notice>
          </Card>
        )}
        {can('UserAccount.read') && <UsersCard />}
        <PeersCard />
      </div>
    </Page>
  );
}

function UsersCard() {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const answer = useQuery('session.users', {});
  return (
    <Card title={t('settings.users')}>
      <ErrorLine error={answer.error} />
      {!answer.data && !answer.error && <SkeletonRows />}
      <table className="mv-small-table">
        <tbody>
          {answer.data?.users.map((user) => (
            <tr key={user.id}>
              <th scope="row" className="mv-strong">
                {user.displayName}
              </th>
              <td>{user.username}</td>
              <td>{user.roles.map(roleWords).join(', ')}</td>
              <td className="mv-num">
                <StatusDot tone={user.isActive ? 'green' : 'grey'}>
                  {user.isActive ? t('settings.active') : t('settings.inactive')}
                </StatusDot>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function PeersCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const peers = useQuery('network.peers', {}).data?.peers;
  return (
    <Card title={t('settings.peers')}>
      {peers && peers.length > 0 ? (
        <table className="mv-small-table">
          <thead>
            <tr>
              <th scope="col">{t('settings.peerColumns.name')}</th>
              <th scope="col" className="mv-num">
                {t('settings.peerColumns.km')}
              </th>
              <th scope="col" className="mv-num">
                {t('settings.peerColumns.items')}
              </th>
              <th scope="col" className="mv-num">
                {t('settings.peerColumns.seen')}
              </th>
            </tr>
          </thead>
          <tbody>
            {peers.map((peer) => (
              <tr key={peer.facilityId}>
                <td className="mv-strong">{peer.name}</td>
                <td className="mv-num">{peer.km === null ? '—' : format.number(peer.km, 1)}</td>
                <td className="mv-num">{format.number(peer.items)}</td>
                <td className="mv-num">{peer.lastSeenAt ? format.ago(peer.lastSeenAt) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="mv-none">{t('settings.noPeers')}</p>
      )}
    </Card>
  );
}
