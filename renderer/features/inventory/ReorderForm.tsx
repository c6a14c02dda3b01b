import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, NumberUnitField, notifyDone } from '../../ui/index.ts';
import { medicineWords, useUnits } from './words.ts';

export function ReorderForm({ item, onDone }: { item: ItemRow; onDone: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const setLevel = useCommand('inventory.setReorderLevel');
  const [level, setTyped] = useState<number | null>(item.reorderLevel);
  const save = async () => {
    if (level === null) return;
    if (!(await setLevel.run({ itemId: item.itemId, reorderLevel: level }))) return;
    notifyDone(t('inventory.reorder.done', { name: medicineWords(item), quantity: units.count(level, item.unit) }));
    onDone();
  };
  return (
    <Card title={t('inventory.reorder.label')}>
      <Form label={t('inventory.reorder.label')} onSubmit={() => void save()} onCancel={onDone} isShort>
        <NumberUnitField
          label={t('inventory.reorder.label')}
          description={[
            t('inventory.reorder.hint'),
            item.amc !== null &&
              item.amc > 0 &&
              t('inventory.reorder.suggestion', { quantity: units.count(Math.round(item.amc * 2), item.unit) }),
          ]
            .filter(Boolean)
            .join(' ')}
          unit={units.many(item.unit)}
          value={level}
          onChange={setTyped}
          min={0}
          autoFocus
        />
        <FormActions
          save={t('inventory.reorder.save')}
          isDisabled={level === null}
          error={setLevel.error}
          isRunning={setLevel.isRunning}
          onCancel={onDone}
        />
      </Form>
    </Card>
  );
}
