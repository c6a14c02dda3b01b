import { Button, NumberInput, Select, Textarea } from '@mantine/core';
import { ScanText } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, ErrorLine, focusFirstError, Form, FormRow, Notice, NumberUnitField, notifyDone } from '../../ui/index.ts';
import type { DraftOrder } from '../documents/draftOrder.ts';
import { PictureDraft } from '../documents/PictureDraft.tsx';
import { useSaveBlob } from '../documents/useSaveBlob.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { useSettled } from '../inventory/useSettled.ts';
import { useUnits } from '../inventory/words.ts';
import { MedicinePicker } from './MedicinePicker.tsx';
import { useOrderDraft } from './orderDraft.ts';
import './prescriptions.css';
import { DiscardDraft, SafetyPane } from './SafetyPane.tsx';

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
  const [isReading, setReading] = useState(false);
  const [printed, setPrinted] = useState<{ medicationRequestId: string; number: string } | null>(null);
  const prescribe = useCommand('prescriptions.prescribe');

  const typed = order.medicine.trim();
  const rested = useSettled(typed, order.itemId ? 0 : 600);
  const isAsked = rested.length >= 3 && rested === typed;
  const check = useQuery('prescriptions.check', { patientId, medicine: rested, itemId: order.itemId }, { enabled: isAsked });
  const isChecking = typed.length >= 3 && (!isAsked || check.isPending);
  const answer = isAsked ? check.data : undefined;
  const stops = answer?.findings.filter((finding) => finding.severity === 'stop') ?? [];
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
      void check.refetch(); // the record may have changed since the check
      return;
    }
    notifyDone(t('prescriptions.prescribe.done', { medicine: typed, number: done.number }));
    setPrinted({ medicationRequestId: done.medicationRequestId, number: done.number });
    start();
    medicineField.current?.focus();
  };
  const use = (draft: DraftOrder) => {
    amend({ medicine: draft.medicine, itemId: null, directions: draft.directions, quantity: draft.quantity });
    requestAnimationFrame(() => medicineField.current?.focus());
  };

  return (
    <div className="mv-stack">
      <Card
        title={t('prescriptions.prescribe.title')}
        actions={
          can('DocumentReference.create') &&
          !isReading && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<ScanText size={14} aria-hidden="true" />}
              onClick={() => setReading(true)}
            >
              {t('prescriptions.prescribe.picture')}
            </Button>
          )
        }
      >
        <div ref={body} className="mv-prescribe">
          <Form label={t('prescriptions.prescribe.title')} onSubmit={() => void save()}>
            {restoredFrom && (
              <DiscardDraft text={t('prescriptions.prescribe.draftBack', { when: format.instant(restoredFrom) })} onDiscard={start} />
            )}
            <MedicinePicker
              text={order.medicine}
              onText={(medicine) => amend({ medicine, itemId: null })}
              onPick={(medicine, picked) => amend({ medicine, itemId: picked?.itemId ?? null, ...(picked ? { unit: picked.unit } : {}) })}
              description={
                item
                  ? t('prescriptions.prescribe.chosenItem', { quantity: units.count(item.usable, item.unit) })
                  : t('prescriptions.prescribe.medicineHint')
              }
              error={isChecked && isWrong.medicine && t('prescriptions.prescribe.needMedicine')}
              inputRef={medicineField}
            />
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
              <Notice tone="amber">{t('prescriptions.prescribe.moreThanStock', { quantity: units.count(item.usable, item.unit) })}</Notice>
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
            {printed && <PrintButton {...printed} />}
          </Form>
          <SafetyPane
            medicine={typed}
            answer={answer}
            isChecking={isChecking}
            error={isAsked ? check.error : null}
            onRetry={() => void check.refetch()}
            reasons={reasons}
            onReason={(cause, reason) => setReasons((before) => ({ ...before, [cause]: reason }))}
            isReasonWanted={isChecked}
          />
        </div>
      </Card>
      {isReading && <PictureDraft patientId={patientId} onUse={use} onClose={() => setReading(false)} />}
    </div>
  );
}

/** The usual units, and the one that the order already has. */
function unitChoices(unit: string): string[] {
  const usual = Object.keys(en.inventory.unitOne);
  return usual.includes(unit) ? usual : [unit, ...usual];
}

function PrintButton({ medicationRequestId, number }: { medicationRequestId: string; number: string }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const print = useCommand('prescriptions.print');
  const { save, isSaving } = useSaveBlob();
  const start = async () => {
    const ref: BlobRef | undefined = await print.run({ medicationRequestId, locale });
    if (ref) await save(ref);
  };
  return (
    <div className="mv-stack">
      <ErrorLine error={print.error} />
      <div>
        <Button size="compact-sm" variant="light" loading={print.isRunning || isSaving} onClick={() => void start()}>
          {t('prescriptions.prescribe.print', { number })}
        </Button>
      </div>
    </div>
  );
}
