import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, SkeletonRows } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { facilityTypeWord } from './words.ts';

/** Which neighbours there are, and when each was last heard of. */
export function Peers() {
  const { t } = useTranslation();
  const format = useFormat();
  const peers = useQuery('network.peers', {});
  const rows = peers.data?.peers;
  return (
    <div className="mv-peers">
      <Card title={t('network.nearby.peersHead')}>
        {peers.error ? (
          <ErrorLine error={peers.error} onRetry={() => void peers.refetch()} />
        ) : !rows ? (
          <SkeletonRows rows={3} />
        ) : rows.length === 0 ? (
          <div>
            <strong>{t('network.nearby.empty.noPeers')}</strong>
            <p className="mv-muted mv-flat">{t('network.nearby.empty.noPeersText')}</p>
          </div>
        ) : (
          <SmallTable
            label={t('network.nearby.peers')}
            rows={rows}
            rowId={(peer) => peer.facilityId}
            columns={[
              { key: 'name', head: t('network.nearby.column.facility'), isWide: true, cell: (peer) => peer.name },
              { key: 'type', head: t('network.nearby.column.type'), cell: (peer) => facilityTypeWord(peer.type, t) },
              {
                key: 'km',
                head: t('network.nearby.column.km'),
                isNumeric: true,
                cell: (peer) => (peer.km === null ? '–' : format.number(peer.km, peer.km < 10 ? 1 : 0)),
              },
              { key: 'items', head: t('network.nearby.peerItems'), isNumeric: true, cell: (peer) => format.number(peer.items) },
              {
                key: 'seen',
                head: t('network.nearby.peerSeen'),
                cell: (peer) => (peer.lastSeenAt === null ? t('network.nearby.never') : format.ago(peer.lastSeenAt)),
              },
            ]}
          />
        )}
      </Card>
    </div>
  );
}
