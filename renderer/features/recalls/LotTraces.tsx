import { useTranslation } from 'react-i18next';
import type { RecallLot } from '../../../preload/contract/recalls.ts';
import { useFormat } from '../../lib/format.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';

/** Where every unit of the lots went. */
export function LotTraces({ lots, unit }: { lots: readonly RecallLot[]; unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const amount = (key: 'received' | 'toPatients' | 'toWards' | 'elsewhere' | 'onHand') => ({
    key,
    head: t(`recalls.lot.${key}`),
    isNumeric: true,
    cell: (lot: RecallLot) => format.number(lot[key]),
  });
  return (
    <SmallTable
      label={t('recalls.lot.table', { unit: units.many(unit) })}
      rows={lots}
      rowId={(lot) => lot.lotId}
      columns={[
        { key: 'lot', head: t('recalls.lot.number'), cell: (lot) => lot.lotNumber },
        { key: 'expiry', head: t('recalls.lot.expiry'), cell: (lot) => <Expiry expiry={lot.expiry} /> },
        amount('received'),
        amount('toPatients'),
        amount('toWards'),
        amount('elsewhere'),
        amount('onHand'),
        {
          key: 'places',
          head: t('recalls.lot.places'),
          isWide: true,
          cell: (lot) => lot.places.map(({ name, onHand }) => `${name} ${format.number(onHand)}`).join(', '),
        },
      ]}
    />
  );
}
