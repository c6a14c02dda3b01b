import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';
import { Expiry } from './Expiry.tsx';
import { SmallTable } from './SmallTable.tsx';

export type Lot = Output<'inventory.item'>['lots'][number];

/** What a lot is good for today: its own status, or 'expired' once its last day has passed. */
export function lotWord(lot: Pick<Lot, 'expiry' | 'status'>, today: string): Lot['status'] | 'expired' {
  return lot.status === 'active' && lot.expiry !== null && lot.expiry < today ? 'expired' : lot.status;
}

export function Lots({ lots, onAdjust }: { lots: readonly Lot[]; onAdjust?: (lot: Lot) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isOnePlace = new Set(lots.map((lot) => lot.locationId)).size < 2;
  return (
    <SmallTable
      label={t('inventory.card.lots')}
      rows={lots}
      rowId={(lot) => `${lot.lotId} ${lot.locationId}`}
      isMuted={(lot) => lot.onHand === 0}
      columns={[
        { key: 'lot', head: t('inventory.lot.number'), cell: (lot) => lot.lotNumber },
        { key: 'expiry', head: t('inventory.lot.expiry'), cell: (lot) => <Expiry expiry={lot.expiry} /> },
        ...(isOnePlace ? [] : [{ key: 'place', head: t('inventory.lot.place'), cell: (lot: Lot) => lot.locationName }]),
        {
          key: 'status',
          head: t('inventory.lot.status'),
          cell: (lot) => {
            const word = lotWord(lot, format.today);
            const text = t(`inventory.lot.word.${word}`);
            return word === 'active' ? text : <Tag tone={word === 'on-hold' ? 'amber' : 'red'}>{text}</Tag>;
          },
        },
        { key: 'on-hand', head: t('inventory.lot.onHand'), isNumeric: true, cell: (lot) => format.number(lot.onHand) },
        ...(onAdjust
          ? [
              {
                key: 'act',
                head: '',
                isNumeric: true,
                cell: (lot: Lot) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('inventory.lot.adjustLot', { lot: lot.lotNumber })}
                    onClick={() => onAdjust(lot)}
                  >
                    {t('inventory.lot.adjust')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
