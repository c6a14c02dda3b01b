import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, Page } from '../../ui/Page.tsx';
import { Notice } from '../../ui/signs.tsx';
import { HealthCard } from '../accounts/HealthCard.tsx';
import { Peers } from '../network/Peers.tsx';
import { SignInRules } from '../session/SignInRules.tsx';
import { BackupCard } from '../backup/BackupCard.tsx';
import { RecoveryKeyCard } from '../backup/RecoveryKeyCard.tsx';
import { RightsCard } from '../people/RightsCard.tsx';
import { SeatHereCard } from '../seats/SeatHereCard.tsx';
import { SeatsCard } from '../seats/SeatsCard.tsx';
import { AccessCard } from '../configuration/AccessCard.tsx';
import { KnowledgeCard } from '../knowledge/KnowledgeCard.tsx';
import { KeyCard } from '../prescriptionSeals/KeyCard.tsx';
import { FieldsCard } from '../registration/FieldsCard.tsx';
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
          {can('Device.read') && <SeatsCard />}
          <SeatHereCard />
          <HubCard />
          <Peers />
          {can('UserAccount.update') && <SignInRules />}
          {can('Configuration.update') && <AccessCard />}
          {can('Organization.update') && <HealthCard />}
          {can('Organization.update') && <KeyCard />}
          {can('Organization.update') && <FieldsCard />}
        </div>
        <div>
          <MyAccountCard />
          <KnowledgeCard />
          <MyAccountSessions />
          {protection && (
            <Card title={t('settings.keyTitle')}>
              <Notice tone={protection === 'key-file' ? 'red' : 'green'}>{t(`settings.keyProtection.${protection}`)}</Notice>
            </Card>
          )}
          {can('Backup.read') && <BackupCard />}
          {can('Backup.read') && <RecoveryKeyCard />}
          {can('Patient.export') && <RightsCard />}
          {can('UserAccount.update') && <MyAccountSessions isEverybody />}
        </div>
      </div>
    </Page>
  );
}
