import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, focusFirstError, Form, Notice, notifyDone } from '../../ui/index.ts';
import type { DraftOrder } from '../documents/draftOrder.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { useOrderDraft } from './orderDraft.ts';
import { OrderFields } from './OrderFields.tsx';
import { PictureButton } from './PictureButton.tsx';
import { PrintButton } from './PrintButton.tsx';
import './prescriptions.css';
import { DiscardDraft, SafetyPane } from './SafetyPane.tsx';
import { useOrderCheck } from './useOrderCheck.ts';

export type PrescribePanelProps = { patientId: string; encounterId: string | null };

/** An order for one person, with the safety check beside it. Another patient is another panel: nothing typed is carried over. */
export function PrescribePanel(props: PrescribePanelProps) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('MedicationRequest.create')) return <Notice tone="grey">{t('prescriptions.prescribe.noPermission')}</Notice>;
  return <OrderForm key={props.patientId} {...props} />;
}

function OrderForm({ patientId, encounterId }: PrescribePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const body = useRef<HTMLDivElement>(null);
  const medicineField = useRef<HTMLInputElement>(null);
  const { order, amend, clear, savedAt, restoredFrom } = useOrderDraft(patientId);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [isChecked, setChecked] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const [wasEarly, setEarly] = useState(false); // Prescribe was pressed before the check had answered
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
    setEarly(false);
    prescribe.reset();
  };
  const save = async () => {
    setChecked(true);
    setTyping(false);
    setEarly(!answer);
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
              <OrderFields
                order={order}
                item={item}
                isTyping={isTyping}
                wrong={isChecked ? isWrong : {}}
                medicineField={medicineField}
                onAmend={amend}
                onTyping={setTyping}
              />
              <ErrorLine error={prescribe.error} />
              {isChecked && !answer && typed !== '' && <p className="mv-muted">{t('prescriptions.prescribe.waiting')}</p>}
              {wasEarly && answer && (
                <p role="status">
                  <strong>{t('prescriptions.prescribe.notYet')}</strong>
                </p>
              )}
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
