import { Button, NumberInput, Select, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, ErrorLine, focusFirstError, Form, FormRow, Notice, NumberUnitField, notifyDone } from '../../ui/index.ts';
import type { DraftOrder } from '../documents/draftOrder.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { MedicinePicker } from './MedicinePicker.tsx';
import { useOrderDraft } from './orderDraft.ts';
import { PictureButton } from './PictureButton.tsx';
import { PrintButton } from './PrintButton.tsx';
import './prescriptions.css';
import { DiscardDraft, SafetyPane } from './SafetyPane.tsx';
import { StockHint } from './StockHint.tsx';
import { useOrderCheck } from './useOrderCheck.ts';

export type PrescribePanelProps = { patientId: string; encounterId: string | null };

/** An order for one person, with the safety check beside it. Another patient is another panel: nothing typed is carried over. */
export function PrescribePanel(props: PrescribePanelProps) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('MedicationRequest.create')) return <Notice tone="grey">{t('prescriptions.prescribe.noPermission')}</Notice>;
  return <OrderForm key={props.patientId} {...props} />;
}

export default PrescribePanel;

function OrderForm({ patientId, encounterId }: PrescribePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const body = useRef<HTMLDivElement>(null);
  const medicineField = useRef<HTMLInputElement>(null);
  const { order, amend, clear, savedAt, restoredFrom } = useOrderDraft(patientId);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [isChecked, setChecked] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const [printed, setPrinted] = useState<{ medicationRequestId: string; number: string } | null>(null);
  const prescribe = useCommand('prescriptions.prescribe');

  const typed = order.medicine.trim();
  const check = useOrderCheck({ patientId, medicine: typed, itemId: order.itemId, isTyping });
  const { answer, stops } = check;
  const hasReasons = stops.every((stop) => (reasons[stop.cause] ?? '').trim().length >= 3);
  const item = useQuery('inventory.item', { itemId: order.itemId ?? '' }, { enabled: order.itemId !== null && can('InventoryItem.read') })
    .data?.item;

  const isWrong = {
    medicine: typed.length < 2,
    directions: order.directions.trim() === '',
    quantity: order.quantity === null || order.quantity < 1,
  };
  const start = () => {
    clear();
    setReasons({});
    setChecked(false);
    prescribe.reset();
  };
  const save = async () => {
    setChecked(true);
    setTyping(false);
    if (isWrong.medicine || isWrong.directions || order.quantity === null || order.quantity < 1 || !answer || !hasReasons)
      return focusFirstError(body.current);
    const done = await prescribe.run({
      patientId,
      encounterId,
      medicine: typed,
      itemId: order.itemId,
      directions: order.directions.trim(),
      quantity: order.quantity,
      unit: order.unit,
      validDays: order.validDays ?? 30,
      overrides: stops.map((stop) => ({ cause: stop.cause, reason: (reasons[stop.cause] ?? '').trim() })),
    });
    if (!done) {
      check.again(); // the record may have changed since the check
      return;
    }
    notifyDone(t('prescriptions.prescribe.done', { medicine: typed, number: done.number }));
    setPrinted({ medicationRequestId: done.medicationRequestId, number: done.number });
    start();
    medicineField.current?.focus();
  };
  const use = (draft: DraftOrder) => {
    setTyping(false);
    const { medicine, directions, quantity, unit } = draft;
    amend({ medicine, itemId: null, directions, quantity, ...(unit === null ? {} : { unit }) });
    requestAnimationFrame(() => medicineField.current?.focus());
  };

  return (
    <div className="mv-stack">
      <Card
        title={t('prescriptions.prescribe.title')}
        actions={can('DocumentReference.create') && <PictureButton patientId={patientId} onUse={use} />}
      >
        <Form label={t('prescriptions.prescribe.title')} onSubmit={() => void save()}>
          <div ref={body} className="mv-prescribe">
            <div className="mv-form">
              {restoredFrom && (
                <DiscardDraft text={t('prescriptions.prescribe.draftBack', { when: format.instant(restoredFrom) })} onDiscard={start} />
              )}
              <div onBlur={() => setTyping(false)}>
                <MedicinePicker
                  text={order.medicine}
                  onText={(medicine) => {
                    setTyping(true);
                    amend({ medicine, itemId: null });
                  }}
                  onPick={(medicine, picked) => {
                    setTyping(false);
                    amend({ medicine, itemId: picked?.itemId ?? null, ...(picked ? { unit: picked.unit } : {}) });
                  }}
                  description={
                    item
                      ? t('prescriptions.prescribe.chosenItem', { quantity: units.count(item.usable, item.unit) })
                      : t('prescriptions.prescribe.medicineHint')
                  }
                  error={isChecked && isWrong.medicine && t('prescriptions.prescribe.needMedicine')}
                  inputRef={medicineField}
                />
              </div>
              {order.itemId === null && !isTyping && typed.length >= 3 && (
                <StockHint
                  medicine={typed}
                  onTake={(ours) => amend({ medicine: medicineWords(ours), itemId: ours.itemId, unit: ours.unit })}
                />
              )}
              <Textarea
                label={t('prescriptions.prescribe.directions')}
                description={t('prescriptions.prescribe.directionsHint')}
                value={order.directions}
                onChange={(event) => amend({ directions: event.currentTarget.value })}
                error={isChecked && isWrong.directions && t('prescriptions.prescribe.needDirections')}
                minRows={1}
                maxLength={4000}
                withAsterisk
              />
              <FormRow>
                <NumberUnitField
                  label={t('prescriptions.prescribe.quantity')}
                  unit={item ? units.many(item.unit) : ''}
                  value={order.quantity}
                  onChange={(quantity) => amend({ quantity })}
                  min={1}
                  max={10_000_000}
                  error={isChecked && isWrong.quantity && t('prescriptions.prescribe.needQuantity')}
                  withAsterisk
                />
                {!item && (
                  <Select
                    label={t('prescriptions.prescribe.unit')}
                    data={unitChoices(order.unit).map((value) => ({ value, label: units.many(value) }))}
                    value={order.unit}
                    onChange={(unit) => amend({ unit: unit ?? order.unit })}
                  />
                )}
                <NumberInput
                  label={t('prescriptions.prescribe.validDays')}
                  value={order.validDays ?? ''}
                  onChange={(next) => amend({ validDays: typeof next === 'number' ? next : null })}
                  min={1}
                  max={365}
                  decimalScale={0}
                  suffix={` ${t('prescriptions.prescribe.days')}`}
                />
              </FormRow>
              {item && order.quantity !== null && order.quantity > item.usable && (
                <Notice tone="amber">
                  {t('prescriptions.prescribe.moreThanStock', { quantity: units.count(item.usable, item.unit) })}
                </Notice>
              )}
              <ErrorLine error={prescribe.error} />
              {isChecked && !answer && typed !== '' && <p className="mv-muted">{t('prescriptions.prescribe.waiting')}</p>}
              <div className="mv-actions">
                <Button
                  type="submit"
                  loading={prescribe.isRunning}
                  disabled={stops.length > 0 && !hasReasons}
                  color={stops.length > 0 ? 'red' : 'teal'}
                >
                  {t(stops.length > 0 ? 'prescriptions.prescribe.submitReason' : 'prescriptions.prescribe.submit')}
                </Button>
                {(typed !== '' || order.directions !== '') && (
                  <Button variant="default" onClick={start}>
                    {t('prescriptions.prescribe.clear')}
                  </Button>
                )}
                <SaveHint />
                {savedAt && <small className="mv-muted">{t('prescriptions.prescribe.draftSaved', { time: format.time(savedAt) })}</small>}
              </div>
              {printed && (
                <div>
                  <PrintButton {...printed} size="compact-sm" />
                </div>
              )}
            </div>
            <SafetyPane
              medicine={typed}
              answer={answer}
              isChecking={check.isChecking}
              error={check.error}
              onRetry={check.again}
              reasons={reasons}
              onReason={(cause, reason) => setReasons((before) => ({ ...before, [cause]: reason }))}
              isReasonWanted={isChecked}
            />
          </div>
        </Form>
      </Card>
    </div>
  );
}

/** The usual units, and the one that the order already has. */
function unitChoices(unit: string): string[] {
  const usual = Object.keys(en.inventory.unitOne);
  return usual.includes(unit) ? usual : [unit, ...usual];
}
