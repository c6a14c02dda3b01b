import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, notifyDone, NumberUnitField } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import type { RequisitionCard } from './words.ts';

/** How much of each line is approved: as asked, unless somebody types less. */
export function ApproveForm({ requisition, onDone }: { requisition: RequisitionCard; onDone: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const approve = useCommand('requisitions.approve');
  const [typed, setTyped] = useState<Readonly<Record<number, number | null>>>({});
  const save = async () => {
    const { requisitionId, version, items } = requisition;
    const lines = items.map(({ position, asked }) => ({
      position,
      quantity: typed[position] === undefined ? asked : (typed[position] ?? 0),
    }));
    if (!(await approve.run({ requisitionId, version, lines }))) return;
    notifyDone(t('requisitions.act.done'));
    onDone();
  };
  return (
    <Card title={t('requisitions.act.approveTitle')}>
      <Form label={t('requisitions.act.approveTitle')} onSubmit={() => void save()} onCancel={onDone}>
        <div className="mv-form">
          {requisition.items.map((line, at) => (
            <NumberUnitField
              key={line.position}
              label={t('requisitions.act.approvedOf', { item: line.name })}
              description={
                line.available === null ? '' : t('requisitions.act.onShelf', { quantity: units.count(line.available, line.unit) })
              }
              unit={units.many(line.unit)}
              min={0}
              max={line.asked}
              value={typed[line.position] === undefined ? line.asked : (typed[line.position] ?? null)}
              onChange={(value) => setTyped((before) => ({ ...before, [line.position]: value }))}
              autoFocus={at === 0}
            />
          ))}
          <FormActions save={t('requisitions.act.approveSave')} error={approve.error} isRunning={approve.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Card>
  );
}
