import { Button } from '@mantine/core';
import { PackageCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useQuery } from '../../lib/api.ts';
import { Notice, SkeletonRows } from '../../ui/index.ts';
import { NearbyFew } from '../dispensing/NearbyFew.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';

/** Our shelf is empty of it: another strength or form of the same, and who near has it. */
export function Alternatives({ item, isOut, onTake }: { item: ItemRow; isOut: boolean; onTake: (item: ItemRow) => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const found = useQuery('prescriptions.alternatives', { itemId: item.itemId });
  const take = async (itemId: string) => onTake((await call('inventory.item', { itemId })).item);
  return (
    <Notice tone="amber" title={t(isOut ? 'prescribing.alternatives.title' : 'prescribing.alternatives.few')} isLive>
      <div className="mv-stack">
        {!found.data && !found.error && <SkeletonRows rows={1} />}
        {found.data?.alternatives.length === 0 && <span>{t('prescribing.alternatives.none')}</span>}
        <div className="mv-stock-hint">
          {found.data?.alternatives.map((other) => (
            <Button
              key={other.itemId}
              size="compact-sm"
              variant="default"
              fw={400}
              leftSection={<PackageCheck size={14} aria-hidden="true" />}
              onClick={() => void take(other.itemId)}
            >
              {[
                t('prescribing.alternatives.row', { name: medicineWords(other), quantity: units.count(other.usable, other.unit) }),
                other.isSameForm ? '' : t('prescribing.alternatives.otherForm'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Button>
          ))}
        </div>
        <NearbyFew itemId={item.itemId} />
      </div>
    </Notice>
  );
}
