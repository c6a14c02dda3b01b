import { Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, focusFirstError, Form, FormActions, FormRow, NumberUnitField, notifyDone } from '../../ui/index.ts';
import { type Lot, lotWord } from './Lots.tsx';
import { MovedOnField } from './MovedOnField.tsx';
import { changeOf } from './packs.ts';
import { SaveHint } from './ReceiveForm.tsx';
import { useUnits } from './words.ts';

const reasons = ['count-variance', 'damaged', 'expired', 'return-to-supplier', 'adjustment'] as const;

/** Brings the card of one lot in line with the shelf, and says why. */
export function AdjustForm({ item, lot, onDone }: { item: ItemRow; lot: Lot; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const adjust = useCommand('inventory.adjust');
  const body = useRef<HTMLDivElement>(null);
  const isExpired = lotWord(lot, format.today) === 'expired';
  const [reason, setReason] = useState<(typeof reasons)[number]>(isExpired ? 'expired' : 'count-variance');
  const [typed, setTyped] = useState<number | null>(isExpired ? lot.onHand : null);
  const [note, setNote] = useState('');
  const [movedOn, setMovedOn] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);

  const change = changeOf(reason, typed, lot.onHand);
  const isTooMuch = change !== null && lot.onHand + change < 0;
  const isQuantityWrong = change === null || change === 0 || isTooMuch;
  const isNoteWrong = note.trim().length < 3;
  const label = reason === 'count-variance' ? 'counted' : reason === 'adjustment' ? 'found' : 'takeOff';
  const wrongWords = () => {
    if (change === 0) return t('inventory.adjust.same');
    if (isTooMuch) return t('inventory.adjust.tooMany', { onHand: units.count(lot.onHand, item.unit) });
    return t('inventory.adjust.needQuantity');
  };
  const buttonWords = () => {
    if (change === null || change === 0) return t('inventory.adjust.save');
    const quantity = units.count(Math.abs(change), item.unit);
    return change < 0 ? t('inventory.adjust.take', { quantity }) : t('inventory.adjust.add', { quantity });
  };
  const save = async () => {
    setChecked(true);
    if (isQuantityWrong || isNoteWrong) return focusFirstError(body.current);
    const answer = await adjust.run({
      lotId: lot.lotId,
      locationId: lot.locationId,
      quantity: change,
      reason,
      note: note.trim(),
      ...(movedOn === null ? {} : { movedOn }),
    });
    if (!answer) return;
    notifyDone(t('inventory.adjust.done', { lot: lot.lotNumber, onHand: format.number(answer.onHand) }));
    onDone();
  };

  return (
    <Card title={t('inventory.adjust.title', { lot: lot.lotNumber })}>
      <Form label={t('inventory.adjust.title', { lot: lot.lotNumber })} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <FormRow>
            <Select
              label={t('inventory.adjust.reason')}
              data={reasons.map((value) => ({ value, label: t(`inventory.adjust.reasons.${value}`) }))}
              value={reason}
              onChange={(next) => setReason(reasons.find((one) => one === next) ?? 'count-variance')}
            />
            <NumberUnitField
              label={t(`inventory.adjust.${label}`)}
              unit={units.many(item.unit)}
              description={
                change === null || isTooMuch
                  ? undefined
                  : t('inventory.adjust.shownBack', { before: format.number(lot.onHand), after: format.number(lot.onHand + change) })
              }
              value={typed}
              onChange={setTyped}
              min={0}
              error={(isChecked || isTooMuch) && isQuantityWrong && wrongWords()}
              autoFocus
              withAsterisk
            />
          </FormRow>
          <TextInput
            label={t('inventory.adjust.note')}
            description={t('inventory.adjust.noteHint')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={isChecked && isNoteWrong && t('inventory.adjust.needNote')}
            maxLength={200}
            withAsterisk
          />
          <MovedOnField lotId={lot.lotId} value={movedOn} onChange={setMovedOn} />
          <FormActions save={buttonWords()} error={adjust.error} isRunning={adjust.isRunning} onCancel={onDone}>
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Card>
  );
}
