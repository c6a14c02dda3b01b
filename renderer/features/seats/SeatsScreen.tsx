import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Page } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { PairingCard } from './PairingCard.tsx';
import { SeatHereCard } from './SeatHereCard.tsx';
import { SeatList } from './SeatList.tsx';
import './seats.css';
import { SharingCard } from './SharingCard.tsx';

/** Who may open this clinic from another computer: sharing, a code for one more, and the list with its ways out. */
export default function SeatsScreen() {
  const { t } = useTranslation();
  const canChange = useCan()('Device.update');
  const sharing = useQuery('seats.sharing', {});
  return (
    <Page title={t('seats.title')} sub={t('seats.sub')} isScrolling>
      <div className="mv-columns">
        <div>
          <SeatHereCard />
          <ErrorLine error={sharing.error} />
          {!sharing.data && !sharing.error && (
            <Card title={t('seats.sharing.title')}>
              <SkeletonRows rows={4} />
            </Card>
          )}
          {sharing.data && <SharingCard sharing={sharing.data} canChange={canChange} />}
        </div>
        <div>
          {canChange && sharing.data && <PairingCard isReady={sharing.data.isListening} />}
          <SeatList canChange={canChange} />
        </div>
      </div>
    </Page>
  );
}
