import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import {
  Card,
  focusFirstError,
  Form,
  FormActions,
  FormRow,
  Kbd,
  Notice,
  NumberUnitField,
  notifyDone,
  notifyProblem,
  useErrorText,
} from '../../ui/index.ts';
import { MovedOnField } from './MovedOnField.tsx';
import { unitsOf } from './packs.ts';
import { parseExpiry } from '../../../preload/contract/expiryText.ts';
import { useUnits } from './words.ts';

/** A delivery enters the card: which lot, until when, how much. */
export function ReceiveForm({ item, onDone }: { item: ItemRow; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const errorText = useErrorText();
  const receive = useCommand('inventory.receive');
  const body = useRef<HTMLDivElement>(null);
  const [lotNumber, setLotNumber] = useState('');
  const [expiryText, setExpiryText] = useState('');
  const [hasNoExpiry, setNoExpiry] = useState(false);
  const [countedIn, setCountedIn] = useState<'packs' | 'units'>(item.packSize > 1 ? 'packs' : 'units');
  const [typed, setTyped] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [movedOn, setMovedOn] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);

  const expiry = parseExpiry(expiryText);
  const quantity = unitsOf(typed, countedIn, item.packSize);
  const isPast = expiry !== null && expiry.day < format.today;
  const total = quantity === null ? null : units.count(quantity, item.unit);
  const isWrong = { lot: lotNumber.trim() === '', expiry: !hasNoExpiry && expiry === null, quantity: quantity === null };

  const takeBack = (movementId: string) => {
    call('inventory.reverse', { movementId, note: t('inventory.receive.undoNote') }).then(
      ({ onHand }) => notifyDone(t('inventory.receive.undone', { onHand: format.number(onHand) })),
      (error: unknown) => notifyProblem(errorText(error)),
    );
  };
  const save = async () => {
    setChecked(true);
    if (isWrong.lot || isWrong.expiry || quantity === null) return focusFirstError(body.current);
    const lot = lotNumber.trim();
    const answer = await receive.run({
      itemId: item.itemId,
      lotNumber: lot,
      expiry: hasNoExpiry ? null : (expiry?.day ?? null),
      quantity,
      note: note.trim(),
      ...(movedOn === null ? {} : { movedOn }),
    });
    if (!answer) return;
    notifyDone(
      t('inventory.receive.done', { quantity: units.count(quantity, item.unit), lot, onHand: format.number(answer.onHand) }),
      can('StockMovement.adjust') ? () => takeBack(answer.movementId) : undefined,
    );
    onDone();
  };
  const shownBack =
    quantity !== null && typed !== null && countedIn === 'packs'
      ? t('inventory.receive.shownBack', {
          packs: t('inventory.receive.packs', { count: typed, formatted: format.number(typed) }),
          packSize: format.number(item.packSize),
          total: total ?? '',
        })
      : t('inventory.card.packOf', { packSize: units.count(item.packSize, item.unit) });

  return (
    <Card title={t('inventory.receive.title')}>
      <Form label={t('inventory.receive.title')} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <FormRow>
            <TextInput
              label={t('inventory.receive.lotNumber')}
              description={t('inventory.receive.lotNumberHint')}
              value={lotNumber}
              onChange={(event) => setLotNumber(event.currentTarget.value)}
              error={isChecked && isWrong.lot && t('inventory.receive.needLot')}
              autoComplete="off"
              autoFocus
              withAsterisk
            />
            <div>
              <TextInput
                label={t('inventory.receive.expiry')}
                description={
                  expiry
                    ? t(expiry.isWholeMonth ? 'inventory.receive.expiryMonth' : 'inventory.receive.expiryDay', {
                        day: format.day(expiry.day),
                      })
                    : t('inventory.receive.expiryHint')
                }
                value={expiryText}
                onChange={(event) => setExpiryText(event.currentTarget.value)}
                disabled={hasNoExpiry}
                error={isChecked && isWrong.expiry && t('inventory.receive.needExpiry')}
                autoComplete="off"
                withAsterisk
              />
              <Checkbox
                mt={4}
                size="xs"
                label={t('inventory.receive.noExpiry')}
                checked={hasNoExpiry}
                onChange={(event) => setNoExpiry(event.currentTarget.checked)}
              />
            </div>
          </FormRow>
          <FormRow>
            <div>
              <NumberUnitField
                label={t('inventory.receive.quantity')}
                unit={
                  countedIn === 'packs' ? t('inventory.receive.packs', { count: typed ?? 2, formatted: '' }).trim() : units.many(item.unit)
                }
                description={shownBack}
                value={typed}
                onChange={setTyped}
                min={1}
                max={100_000}
                error={isChecked && isWrong.quantity && t('inventory.receive.needQuantity')}
                withAsterisk
              />
              {item.packSize > 1 && (
                <SegmentedControl
                  mt={4}
                  size="xs"
                  aria-label={t('inventory.receive.countedIn')}
                  data={[
                    { value: 'packs', label: t('inventory.receive.packs', { count: 2, formatted: '' }).trim() },
                    { value: 'units', label: units.many(item.unit) },
                  ]}
                  value={countedIn}
                  onChange={(next) => setCountedIn(next === 'packs' ? 'packs' : 'units')}
                />
              )}
            </div>
            <TextInput
              label={t('inventory.receive.note')}
              description={t('ui.optional')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={200}
            />
          </FormRow>
          <MovedOnField value={movedOn} onChange={setMovedOn} />
          {isPast && <Notice tone="red">{t('inventory.receive.expiryPast')}</Notice>}
          <FormActions
            save={total === null ? t('inventory.receive.saveEmpty') : t('inventory.receive.save', { quantity: total })}
            error={receive.error}
            isRunning={receive.isRunning}
            onCancel={onDone}
          >
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Card>
  );
}

/** The key that does the same as the button beside it. */
export function SaveHint() {
  return (
    <span aria-hidden="true">
      <Kbd>{'Ctrl'}</Kbd> <Kbd>{'Enter'}</Kbd>
    </span>
  );
}
