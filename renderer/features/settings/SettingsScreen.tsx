import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Page } from '../../ui/Page.tsx';
import { Notice, SkeletonRows, StatusDot } from '../../ui/signs.tsx';
import { HealthCard } from '../accounts/HealthCard.tsx';
import { Peers } from '../network/Peers.tsx';
import { ResetPassword } from '../session/ResetPassword.tsx';
import { useRoleWords } from '../session/roleWords.ts';
import { SignInRules } from '../session/SignInRules.tsx';
import { BackupCard } from '../backup/BackupCard.tsx';
import { RecoveryKeyCard } from '../backup/RecoveryKeyCard.tsx';
import { RightsCard } from '../people/RightsCard.tsx';
import { FacilityCard } from './FacilityCard.tsx';
import { HubCard } from './HubCard.tsx';
import { MyAccountCard } from './MyAccountCard.tsx';
import { MyAccountSessions } from './MyAccountSessions.tsx';

export default function SettingsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const protection = useQuery('facility.status', {}).data?.keyProtection;
  return (
    <Page title={t('settings.title')} isScrolling>
      <div className="mv-columns">
        <div>
          <FacilityCard />
          <HubCard />
          <Peers />
          {can('UserAccount.update') && <SignInRules />}
        </div>
        <div>
          <MyAccountCard />
          <MyAccountSessions />
          {protection && (
            <Card title={t('settings.keyTitle')}>
              <Notice tone={protection === 'key-file' ? 'red' : 'green'}>{t(`settings.keyProtection.${protection}`)}</Notice>
            </Card>
          )}
          {can('Backup.read') && <BackupCard />}
          {can('Backup.read') && <RecoveryKeyCard />}
          {can('Patient.export') && <RightsCard />}
          {can('Organization.update') && <HealthCard />}
          {can('UserAccount.update') && <MyAccountSessions isEverybody />}
          {can('UserAccount.read') && <UsersCard />}
        </div>
      </div>
    </Page>
  );
}

function UsersCard() {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const can = useCan();
  const me = useSession((state) => state.signedIn?.user.id);
  const answer = useQuery('session.users', {});
  return (
    <Card title={t('settings.users')} actions={<Link href="/accounts">{t('accounts.title')}</Link>}>
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
              <td className="mv-num">
                {can('UserAccount.update') && user.isActive && user.id !== me && (
                  <ResetPassword userId={user.id} displayName={user.displayName} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
