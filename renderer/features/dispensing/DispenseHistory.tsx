import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useFormat } from '../../lib/format.ts';
import { Card } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import { DispenseActs } from './DispenseActs.tsx';

/** What was handed over on a prescription, and what became of it. */
export function DispenseHistory({ dispenses, currency }: { dispenses: DeskLine['dispenses']; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return (
    <Card title={t('prescriptions.pane.history')}>
      <SmallTable
        label={t('prescriptions.pane.history')}
        rows={dispenses}
        rowId={(one) => one.medicationDispenseId}
        columns={[
          { key: 'when', head: t('inventory.movement.when'), cell: (one) => format.instant(one.whenHandedOver) },
          { key: 'what', head: t('dispensing.column.medicine'), isWide: true, cell: (one) => one.medicine },
          { key: 'quantity', head: t('prescriptions.pane.quantity'), isNumeric: true, cell: (one) => units.count(one.handed, one.unit) },
          { key: 'by', head: t('inventory.movement.by'), cell: (one) => one.performerName },
        ]}
      />
      {dispenses.map((one) => (
        <DispenseActs key={one.medicationDispenseId} dispense={one} currency={currency} hasName={dispenses.length > 1} />
      ))}
    </Card>
  );
}
