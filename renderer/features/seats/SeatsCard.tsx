import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows, StatusDot } from '../../ui/signs.tsx';

/** In the settings: whether this clinic is shared, and the way to the screen. */
export function SeatsCard() {
  const { t } = useTranslation();
  const sharing = useQuery('seats.sharing', {}).data;
  const others = useQuery('seats.list', {}).data?.seats.filter((seat) => seat.isOnline && !seat.isThis).length ?? 0;
  return (
    <Card title={t('seats.title')} actions={<Link href="/seats">{t('seats.card.open')}</Link>}>
      {!sharing && <SkeletonRows rows={1} />}
      {sharing && (
        <div className="mv-line">
          <StatusDot tone={sharing.problem ? 'red' : sharing.isOn ? 'green' : 'grey'}>
            {t(sharing.isOn ? 'seats.card.on' : 'seats.card.off')}
          </StatusDot>
          {others > 0 && <span className="mv-muted">{t('seats.card.online', { count: others })}</span>}
        </div>
      )}
    </Card>
  );
}
