import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import type { LotChoice } from './lotChoices.ts';

/** The lots to take from, and those that must stay where they are. hasStock: what stands on the shelf may be read. */
export function Shelf({ rows, unit, hasStock }: { rows: readonly LotChoice[]; unit: string; hasStock: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return (
    <SmallTable
      label={t('prescriptions.dispense.from')}
      rows={rows}
      rowId={(lot) => lot.lotId}
      isMuted={(lot) => lot.take === 0}
      columns={[
        { key: 'lot', head: t('prescriptions.dispense.lot'), cell: (lot) => lot.lotNumber },
        { key: 'expiry', head: t('prescriptions.dispense.expiry'), cell: (lot) => <Expiry expiry={lot.expiry} /> },
        ...(hasStock
          ? [
              {
                key: 'on-hand',
                head: t('prescriptions.dispense.onHand'),
                isNumeric: true,
                cell: (lot: LotChoice) => format.number(lot.onHand ?? 0),
              },
            ]
          : []),
        {
          key: 'take',
          head: t('prescriptions.dispense.take'),
          isNumeric: true,
          cell: (lot) =>
            lot.word === 'active' ? (
              <strong>{lot.take > 0 ? units.count(lot.take, unit) : '–'}</strong>
            ) : (
              <Tag tone="red">{t('prescriptions.dispense.refused', { why: t(`inventory.lot.word.${lot.word}`).toLowerCase() })}</Tag>
            ),
        },
      ]}
    />
  );
}
