import { ActionIcon, Button, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlledItem } from '../../../preload/contract/controlled.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, NumberUnitField, notifyDone, Pane, Tag } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';

type Counted = { counted: number | null; explanation: string };

/** Both count, then both see the book: a difference is explained, the second person signs. */
export function DailyCount({ items, onDone }: { items: readonly ControlledItem[]; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const count = useCommand('controlled.count');
  const [typed, setTyped] = useState<Readonly<Record<string, Counted>>>({});
  const [isCompared, setCompared] = useState(false);
  const of = (itemId: string): Counted => typed[itemId] ?? { counted: null, explanation: '' };
  const put = (itemId: string, change: Partial<Counted>) => setTyped((before) => ({ ...before, [itemId]: { ...of(itemId), ...change } }));
  const isComplete = items.every((item) => of(item.itemId).counted !== null);
  const isExplained = items.every((item) => of(item.itemId).counted === item.onHand || of(item.itemId).explanation.trim().length >= 3);
  const save = async () => {
    if (!isComplete) return;
    if (!isCompared) return setCompared(true);
    if (!isExplained) return;
    const counts = items.map((item) => ({
      itemId: item.itemId,
      counted: of(item.itemId).counted ?? 0,
      explanation: of(item.itemId).explanation.trim(),
    }));
    const done = await count.run({ counts });
    if (!done) return;
    notifyDone(done.different === 0 ? t('controlled.daily.done') : t('controlled.daily.doneDifferent', { count: done.different }));
    onDone();
  };
  return (
    <Pane
      title={t('controlled.daily.title')}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onDone}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <Form label={t('controlled.daily.title')} onSubmit={() => void save()} onCancel={onDone}>
        <span className="mv-muted">{t('controlled.daily.text')}</span>
        {items.map((item, index) => {
          const { counted, explanation } = of(item.itemId);
          const difference = (counted ?? 0) - item.onHand;
          return (
            <div key={item.itemId} className="mv-daily-line">
              <NumberUnitField
                label={medicineWords(item)}
                unit={units.many(item.unit)}
                value={counted}
                onChange={(next) => put(item.itemId, { counted: next })}
                min={0}
                readOnly={isCompared}
                autoFocus={index === 0}
                withAsterisk
              />
              {isCompared && (
                <>
                  <Tag tone={difference === 0 ? 'green' : 'red'}>
                    {difference === 0
                      ? t('controlled.daily.same')
                      : t('controlled.daily.differs', { by: `${difference > 0 ? '+' : ''}${format.number(difference)}` })}
                  </Tag>
                  {difference !== 0 && (
                    <TextInput
                      className="mv-grow"
                      label={t('controlled.daily.explanation', { book: units.count(item.onHand, item.unit) })}
                      value={explanation}
                      onChange={(event) => put(item.itemId, { explanation: event.currentTarget.value })}
                      error={explanation.trim().length < 3 && t('controlled.daily.needWhy')}
                      maxLength={200}
                      withAsterisk
                    />
                  )}
                </>
              )}
            </div>
          );
        })}
        <FormActions
          save={t(isCompared ? 'controlled.daily.save' : 'controlled.daily.compare')}
          isDisabled={!isComplete || (isCompared && !isExplained)}
          error={count.error}
          isRunning={count.isRunning}
          onCancel={onDone}
        >
          {isCompared && (
            <Button variant="subtle" onClick={() => setCompared(false)}>
              {t('stockTakes.variances.recount')}
            </Button>
          )}
          {!isComplete && <span className="mv-muted">{t('controlled.daily.needAll')}</span>}
        </FormActions>
      </Form>
    </Pane>
  );
}
