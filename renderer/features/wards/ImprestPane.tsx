import { Button, NumberInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { ImprestLine } from '../../../preload/contract/wards.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import {
  Card,
  ErrorLine,
  Form,
  FormActions,
  FormRow,
  Notice,
  notifyDone,
  NumberUnitField,
  SearchPicker,
  ThingPane,
} from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';

type Typed = { counted: number | null; add: number | null };

/** A ward's cupboard: count it, fill it up. Enter goes down, as in a stock take. */
export function ImprestPane({ locationId, onClose }: { locationId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const found = useQuery('wards.imprest', { locationId });
  const topUp = useCommand('wards.topUp');
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const [isAdding, setAdding] = useState(false);
  if (!found.data)
    return <ThingPane label={t('wards.title')} closeLabel={t('wards.close')} onClose={onClose} read={found} />;
  const { ward, lines } = found.data;
  const typedOf = (line: ImprestLine): Typed => typed[line.itemId] ?? { counted: null, add: null };
  /** what fills it up to its level, after what was counted; never more than the pharmacy has */
  const addOf = (line: ImprestLine): number => {
    const { counted, add } = typedOf(line);
    return add ?? Math.max(0, Math.min(line.inStore, line.level - (counted ?? line.onHand)));
  };
  const write = (line: ImprestLine, change: Partial<Typed>) => setTyped((before) => ({ ...before, [line.itemId]: { ...typedOf(line), ...change } }));
  const meant = lines.map((line) => ({ itemId: line.itemId, counted: typedOf(line).counted, add: addOf(line) })).filter(({ counted, add }) => counted !== null || add > 0);
  const save = async () => {
    const done = await topUp.run({ locationId, lines: meant });
    if (!done) return;
    setTyped({});
    notifyDone(t('wards.done', { used: format.number(done.used), added: format.number(done.added) }));
  };
  const down = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    const column = [...document.querySelectorAll<HTMLInputElement>(`input[data-column="${event.currentTarget.dataset['column']}"]`)];
    column[column.indexOf(event.currentTarget) + 1]?.focus();
  };
  const number = (line: ImprestLine, column: 'counted' | 'add') => (
    <NumberInput
      size="xs"
      w={84}
      hideControls
      allowNegative={false}
      allowDecimal={false}
      data-column={column}
      aria-label={t(`wards.${column}Of`, { item: line.itemName })}
      value={column === 'counted' ? (typedOf(line).counted ?? '') : addOf(line)}
      {...(column === 'counted' ? { max: line.onHand } : { max: line.inStore })}
      onChange={(next) => write(line, { [column]: typeof next === 'number' ? next : null })}
      onKeyDown={down}
    />
  );
  const mayMove = can('StockMovement.create');
  return (
    <ThingPane label={ward.name} closeLabel={t('wards.close')} onClose={onClose} read={found}>
        <div className="mv-stack">
          <div className="mv-actions">
            {mayMove && (
              <Button onClick={() => void save()} disabled={meant.length === 0} loading={topUp.isRunning}>
                {t('wards.topUp', { count: meant.filter(({ add }) => add > 0).length })}
              </Button>
            )}
            {can('Ward.update') && (
              <Button variant="default" onClick={() => setAdding(true)}>
                {t('wards.level.open')}
              </Button>
            )}
          </div>
          <ErrorLine error={topUp.error} />
          {isAdding && <LevelForm locationId={locationId} lines={lines} onDone={() => setAdding(false)} />}
          {lines.length === 0 && <Notice tone="blue">{t('wards.noLines')}</Notice>}
          {lines.length > 0 && (
            <SmallTable
              label={t('wards.lines')}
              rows={lines}
              rowId={(line) => line.itemId}
              columns={[
                { key: 'item', head: t('wards.line.item'), isWide: true, cell: (line) => line.itemName },
                { key: 'level', head: t('wards.line.level'), isNumeric: true, cell: (line) => format.number(line.level) },
                { key: 'on-hand', head: t('wards.line.onHand'), isNumeric: true, cell: (line) => format.number(line.onHand) },
                { key: 'store', head: t('wards.line.inStore'), isNumeric: true, cell: (line) => format.number(line.inStore) },
                ...(mayMove
                  ? [
                      { key: 'counted', head: t('wards.line.counted'), isNumeric: true, cell: (line: ImprestLine) => number(line, 'counted') },
                      { key: 'add', head: t('wards.line.add'), isNumeric: true, cell: (line: ImprestLine) => number(line, 'add') },
                    ]
                  : []),
              ]}
            />
          )}
          <p className="mv-muted">{t('wards.hint')}</p>
        </div>
    </ThingPane>
  );
} // prettier-ignore

function LevelForm({ locationId, lines, onDone }: { locationId: string; lines: readonly ImprestLine[]; onDone: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const set = useCommand('wards.setLevel');
  const [item, setItem] = useState<ItemRow | null>(null);
  const [level, setLevel] = useState<number | null>(null);
  const [isChecked, setChecked] = useState(false);
  const known = lines.find((line) => line.itemId === item?.itemId);
  const save = async () => {
    setChecked(true);
    if (!item || level === null) return;
    if (await set.run({ locationId, itemId: item.itemId, level, version: known?.version ?? 0 })) onDone();
  };
  return (
    <Card title={t('wards.level.title')}>
      <Form label={t('wards.level.title')} onSubmit={() => void save()} onCancel={onDone}>
        <FormRow>
          <SearchPicker<ItemRow>
            label={t('wards.line.item')}
            search={async (filter) => (await call('inventory.items', { filter, limit: 8 })).items}
            toOption={(one) => ({ key: one.itemId, label: one.name, detail: units.count(one.onHand, one.unit) })}
            onPick={(one) => {
              setItem(one);
              setLevel(lines.find((line) => line.itemId === one.itemId)?.level ?? null);
            }}
            error={isChecked && item === null && t('wards.level.needItem')}
            autoFocus
            required
          />
          <NumberUnitField label={t('wards.line.level')} description={t('wards.level.hint')} unit={item ? units.many(item.unit) : ''} value={level} onChange={setLevel} min={0} error={isChecked && level === null && t('wards.level.needLevel')} withAsterisk />
        </FormRow>
        <FormActions isRunning={set.isRunning} error={set.error} onCancel={onDone} />
      </Form>
    </Card>
  );
} // prettier-ignore
