import { NumberInput, Select } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { writeDirections } from '../../../preload/contract/directionsLine.ts';
import { useQuery } from '../../lib/api.ts';
import { en } from '../../lib/strings/index.ts';
import { FormRow, Notice, NumberUnitField } from '../../ui/index.ts';
import { CalculateDoseButton } from '../dosing/CalculateDoseButton.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { Alternatives } from './Alternatives.tsx';
import type { ReadOrder, Whole } from './directions.ts';
import { DirectionsDisclosure, DirectionsField } from './DirectionsField.tsx';
import { MedicinePicker } from './MedicinePicker.tsx';
import type { OrderDraft } from './orderDraft.ts';
import { StockHint } from './StockHint.tsx';

export type OrderFieldsProps = {
  patientId: string;
  order: OrderDraft;
  /** our item that is ordered, once it is read */
  whole: Whole | undefined;
  read: ReadOrder;
  /** in which the patient reads */
  language: 'en' | 'fr';
  isTyping: boolean;
  wrong: { medicine?: boolean; directions?: boolean; quantity?: boolean };
  medicineField: Ref<HTMLInputElement>;
  onAmend: (change: Partial<OrderDraft>) => void;
  /** the medicine's name is being typed, or is whole */
  onTyping: (isTyping: boolean) => void;
};

/** Medicine with its stock, directions, quantity, how long it is valid and how often it may be had again. */
export function OrderFields(props: OrderFieldsProps) {
  const { t } = useTranslation();
  const units = useUnits();
  const { order, whole, wrong, read } = props;
  const item = whole?.item;
  const typed = order.medicine.trim();
  const isShort = item !== undefined && (item.usable === 0 || (order.quantity !== null && order.quantity > item.usable));
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
      {item && isShort && (
        <Alternatives
          item={item}
          isOut={item.usable === 0}
          onTake={(other) => props.onAmend({ medicine: medicineWords(other), itemId: other.itemId, unit: other.unit })}
        />
      )}
      {item?.isControlled && <ControlledRule />}
      <DirectionsField
        line={order.directions}
        read={read}
        language={props.language}
        error={wrong.directions && t('prescriptions.prescribe.needDirections')}
        onLine={(directions) => props.onAmend({ directions })}
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
        <NumberInput
          label={t('prescribing.refillsAllowed')}
          value={order.refillsAllowed}
          onChange={(next) => props.onAmend({ refillsAllowed: typeof next === 'number' ? Math.min(24, Math.max(0, Math.floor(next))) : 0 })}
          min={0}
          max={24}
          decimalScale={0}
        />
      </FormRow>
      {read.quantity !== null && read.quantity === order.quantity && (
        <small className="mv-muted">
          {t('prescribing.line.quantityFrom', { quantity: units.count(read.quantity, item?.unit ?? order.unit) })}
        </small>
      )}
      <CalculateDoseButton
        label={t('prescribing.line.calculate')}
        patientId={props.patientId}
        medicine={typed}
        itemId={order.itemId}
        onUse={(dosage, quantity, product) =>
          props.onAmend({
            medicine: medicineWords(product),
            itemId: product.itemId,
            unit: product.unit,
            directions: writeDirections(dosage),
            ...(quantity === null ? {} : { quantity }),
          })
        }
      />
      <DirectionsDisclosure read={read} unit={item?.unit ?? order.unit} onLine={(directions) => props.onAmend({ directions })} />
    </>
  );
}

/** What the facility wrote down of the law, beside the order that it is about. */
function ControlledRule() {
  const { t } = useTranslation();
  const rule = useQuery('controlledPrescribing.get', {}).data;
  if (!rule) return null;
  return (
    <Notice tone="blue">
      {t('prescribing.controlled', { days: rule.validDays, most: rule.mostDays })}{' '}
      {rule.mostRefills === 0 && t('prescribing.controlledNoRefill')}{' '}
      <small className="mv-muted">{t('prescribing.controlledSource', { source: rule.source })}</small>
    </Notice>
  );
}

/** The usual units, and the one that the order already has. */
function unitChoices(unit: string): string[] {
  const usual = Object.keys(en.inventory.unitOne);
  return usual.includes(unit) ? usual : [unit, ...usual];
}
