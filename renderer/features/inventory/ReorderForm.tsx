import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { Card, EditConflict, Form, FormActions, NumberUnitField, notifyDone } from '../../ui/index.ts';
import { medicineWords, useUnits } from './words.ts';

export function ReorderForm({ item, onDone }: { item: ItemRow; onDone: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const plan = useQuery('replenishment.ofItem', { itemId: item.itemId }).data?.reorder;
  const setLevel = useCommand('inventory.setReorderLevel');
  const saved = { version: 1, values: { level: String(item.reorderLevel) } };
  const edit = useSharedEdit(saved);
  const { values, behind } = edit;
  const level = values.level === '' ? null : Number(values.level);
  const history = useQuery('inventory.history', { itemId: item.itemId }, { enabled: behind > 0 });
  const goOnWith = (next: typeof values) => {
    edit.goOnWith(next);
    setLevel.reset();
  };
  const save = async () => {
    if (level === null) return;
    if (!(await setLevel.run({ itemId: item.itemId, reorderLevel: level, seen: Number(edit.base.values.level) }))) return;
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
            plan && t('inventory.reorder.suggestion', { quantity: units.count(plan.reorderPoint, item.unit) }),
          ]
            .filter(Boolean)
            .join(' ')}
          unit={units.many(item.unit)}
          value={level}
          onChange={(typed) => edit.set({ level: typed === null ? '' : String(typed) })}
          min={0}
          autoFocus
        />
        {behind > 0 && !setLevel.isRunning && (
          <EditConflict
            editors={(history.data?.entries ?? []).slice(0, 1)}
            base={edit.base.values}
            theirs={saved.values}
            mine={values}
            label={() => t('inventory.reorder.label')}
            say={(_, value) => units.count(Number(value), item.unit)}
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions
          save={t('inventory.reorder.save')}
          isDisabled={level === null}
          error={setLevel.error?.code === 'version.conflict' && behind > 0 ? null : setLevel.error}
          isRunning={setLevel.isRunning}
          onCancel={onDone}
        />
      </Form>
    </Card>
  );
}
