import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Facts, Page } from '../../ui/Page.tsx';
import { Notice, SkeletonRows, StatusDot } from '../../ui/signs.tsx';
import { Peers } from '../network/Peers.tsx';
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
      <div className="mv-columns">
        <div>
          <FacilityCard />
          <HubCard />
          <Peers />
        </div>
        <div>
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
        </div>
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
