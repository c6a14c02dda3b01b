import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Form, FormActions, notifyDone, NumberUnitField } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import type { RequisitionCard } from './words.ts';

/** What came of the shipment that is on its way: each lot as sent, unless somebody counts less. */
export function ReceiveShipment({ requisition, onDone }: { requisition: RequisitionCard; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const receive = useCommand('requisitions.receive');
  const [counted, setCounted] = useState<Readonly<Record<number, number | null>>>({});
  const shipment = requisition.shipments.find(({ status }) => status === 'shipped');
  if (!shipment) return null;
  const save = async () => {
    const { requisitionId, version } = requisition;
    const lots = shipment.lots.map(({ position, lotNumber, expiry, quantity }, at) => ({
      position,
      lotNumber,
      expiry,
      quantity: counted[at] === undefined ? quantity : (counted[at] ?? 0),
    }));
    if (!(await receive.run({ requisitionId, version, shipmentId: shipment.shipmentId, lots }))) return;
    notifyDone(t('requisitions.act.received'));
    onDone();
  };
  return (
    <Card title={t('requisitions.act.receiveTitle')}>
      <Form label={t('requisitions.act.receiveTitle')} onSubmit={() => void save()} onCancel={onDone}>
        <div className="mv-form">
          {shipment.lots.map((lot, at) => (
            <NumberUnitField
              key={`${lot.position} ${lot.lotNumber} ${lot.expiry}`}
              label={t('requisitions.act.receivedOf', { item: lot.name, lot: lot.lotNumber })}
              description={lot.expiry === null ? t('inventory.expiry.none') : format.day(lot.expiry)}
              unit={units.many(lot.unit)}
              min={0}
              max={lot.quantity}
              value={counted[at] === undefined ? lot.quantity : (counted[at] ?? null)}
              onChange={(value) => setCounted((before) => ({ ...before, [at]: value }))}
              autoFocus={at === 0}
            />
          ))}
          <FormActions save={t('requisitions.act.receiveSave')} error={receive.error} isRunning={receive.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Card>
  );
}
