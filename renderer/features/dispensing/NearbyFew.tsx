import { Button } from '@mantine/core';
import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, SkeletonRows } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

const shown = 3;

/** Where else the patient can get it: the nearest that have some, each figure with its age. */
export function NearbyFew({ itemId }: { itemId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const [, navigate] = useLocation();
  const nearby = useQuery('network.nearby', { itemId });
  const rows = nearby.data?.rows.filter((row) => row.onHand > 0).slice(0, shown);
  if (nearby.error) return null; // the counter's own work goes on without the neighbours
  return (
    <Card
      title={t('prescriptions.dispense.nearbyTitle')}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<MapPin size={14} aria-hidden="true" />}
          onClick={() => navigate(`/nearby?item=${itemId}`)}
        >
          {t('prescriptions.dispense.nearbyAll')}
        </Button>
      }
    >
      {!rows ? (
        <SkeletonRows rows={2} />
      ) : rows.length === 0 ? (
        <span className="mv-muted">{t('prescriptions.dispense.nearbyNone')}</span>
      ) : (
        <ul className="mv-list">
          {rows.map((row) => {
            const words = {
              facility: row.facilityName,
              quantity: units.count(row.onHand, row.unit),
              age: format.ageSeconds(row.ageSeconds),
            };
            return (
              <li key={row.facilityId}>
                {row.km === null
                  ? t('prescriptions.dispense.nearbyRowNoKm', words)
                  : t('prescriptions.dispense.nearbyRow', { ...words, km: format.number(row.km, row.km < 10 ? 1 : 0) })}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
