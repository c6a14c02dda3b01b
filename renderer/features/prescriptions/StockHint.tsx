import { Button } from '@mantine/core';
import { PackageCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';

const shown = 2;

/** A medicine that was typed or read may stand on our shelf: only an order of our own item can be handed out here. The user decides. */
export function StockHint({ medicine, onTake }: { medicine: string; onTake: (item: ItemRow) => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const can = useCan();
  const filter = singular(medicine).slice(0, 100);
  const found = useQuery('inventory.items', { filter, limit: shown }, { enabled: can('InventoryItem.read') && filter.length >= 3 });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="mv-stock-hint" role="status">
      {items.slice(0, shown).map((item) => (
        <Button
          key={item.itemId}
          size="compact-sm"
          variant="default"
          fw={400}
          leftSection={<PackageCheck size={14} aria-hidden="true" />}
          onClick={() => onTake(item)}
        >
          {t('prescriptions.prescribe.takeOurs', { name: medicineWords(item), quantity: units.count(item.usable, item.unit) })}
        </Button>
      ))}
    </div>
  );
}

/** "capsules" finds "capsule". */
function singular(medicine: string): string {
  return medicine
    .split(/\s+/)
    .map((word) => (word.length > 4 ? word.replace(/s$/i, '') : word))
    .join(' ');
}
