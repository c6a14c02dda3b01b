import { NumberInput, Select, Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { en } from '../../lib/strings/index.ts';
import { FormRow, Notice, NumberUnitField } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { MedicinePicker } from './MedicinePicker.tsx';
import type { OrderDraft } from './orderDraft.ts';
import { StockHint } from './StockHint.tsx';

export type OrderFieldsProps = {
  order: OrderDraft;
  /** our item that is ordered, once it is read */
  item: ItemRow | undefined;
  isTyping: boolean;
  wrong: { medicine?: boolean; directions?: boolean; quantity?: boolean };
  medicineField: Ref<HTMLInputElement>;
  onAmend: (change: Partial<OrderDraft>) => void;
  /** the medicine's name is being typed, or is whole */
  onTyping: (isTyping: boolean) => void;
};

/** Medicine, directions, quantity and how long it is valid. */
export function OrderFields(props: OrderFieldsProps) {
  const { t } = useTranslation();
  const units = useUnits();
  const { order, item, wrong } = props;
  const typed = order.medicine.trim();
  return (
    <>
      <div onBlur={() => props.onTyping(false)}>
        <MedicinePicker
          text={order.medicine}
          onText={(medicine) => {
            props.onTyping(true);
            props.onAmend({ medicine, itemId: null });
          }}
          onPick={(medicine, picked) => {
            props.onTyping(false);
            props.onAmend({ medicine, itemId: picked?.itemId ?? null, ...(picked ? { unit: picked.unit } : {}) });
          }}
          description={
            item
              ? t('prescriptions.prescribe.chosenItem', { quantity: units.count(item.usable, item.unit) })
              : t('prescriptions.prescribe.medicineHint')
          }
          error={wrong.medicine && t('prescriptions.prescribe.needMedicine')}
          inputRef={props.medicineField}
        />
      </div>
      {order.itemId === null && !props.isTyping && typed.length >= 3 && (
        <StockHint
          medicine={typed}
          onTake={(ours) => props.onAmend({ medicine: medicineWords(ours), itemId: ours.itemId, unit: ours.unit })}
        />
      )}
      <Textarea
        label={t('prescriptions.prescribe.directions')}
        description={t('prescriptions.prescribe.directionsHint')}
        value={order.directions}
        onChange={(event) => props.onAmend({ directions: event.currentTarget.value })}
        error={wrong.directions && t('prescriptions.prescribe.needDirections')}
        minRows={1}
        maxLength={4000}
        withAsterisk
      />
      <FormRow>
        <NumberUnitField
          label={t('prescriptions.prescribe.quantity')}
          unit={item ? units.many(item.unit) : ''}
          value={order.quantity}
          onChange={(quantity) => props.onAmend({ quantity })}
          min={1}
          max={10_000_000}
          error={wrong.quantity && t('prescriptions.prescribe.needQuantity')}
          withAsterisk
        />
        {!item && (
          <Select
            label={t('prescriptions.prescribe.unit')}
            data={unitChoices(order.unit).map((value) => ({ value, label: units.many(value) }))}
            value={order.unit}
            onChange={(unit) => props.onAmend({ unit: unit ?? order.unit })}
          />
        )}
        <NumberInput
          label={t('prescriptions.prescribe.validDays')}
          value={order.validDays ?? ''}
          onChange={(next) => props.onAmend({ validDays: typeof next === 'number' ? next : null })}
          min={1}
          max={365}
          decimalScale={0}
          suffix={` ${t('prescriptions.prescribe.days')}`}
        />
      </FormRow>
      {item && order.quantity !== null && order.quantity > item.usable && (
        <Notice tone="amber">{t('prescriptions.prescribe.moreThanStock', { quantity: units.count(item.usable, item.unit) })}</Notice>
      )}
    </>
  );
}

/** The usual units, and the one that the order already has. */
function unitChoices(unit: string): string[] {
  const usual = Object.keys(en.inventory.unitOne);
  return usual.includes(unit) ? usual : [unit, ...usual];
}
