import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../preload/contract/dates.ts';
import { directionsSentence } from '../../../preload/contract/dosageSentence.ts';
import type { MedicationRequestRow, SavedLine } from '../../../preload/contract/prescriptions.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat, useLocale } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, focusFirstError, Form, Notice, notifyDone } from '../../ui/index.ts';
import type { DraftOrder } from '../documents/draftOrder.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { languageOf, readOrder } from './directions.ts';
import { type OrderDraft, toOrderDraft, toSavedLine, useOrderDraft } from './orderDraft.ts';
import { OrderFields } from './OrderFields.tsx';
import { PictureButton } from './PictureButton.tsx';
import { PrescribedCard } from './PrescribedCard.tsx';
import { PrintButton } from './PrintButton.tsx';
import './prescriptions.css';
import { DiscardDraft, SafetyPane } from './SafetyPane.tsx';
import { SavedOrders } from './SavedOrders.tsx';
import { SheetCard } from './SheetCard.tsx';
import { useOrderCheck } from './useOrderCheck.ts';
import { useSeveral } from './useSeveral.ts';

export type PrescribePanelProps = {
  patientId: string;
  encounterId: string | null;
  /** what stands in the form at first: a refill that is asked for */
  start?: OrderDraft;
  /** whoever opens it comes to sign what is written, not to write more */
  isToSign?: boolean;
};

/** An order for one person, with the safety check beside it. Another patient is another panel: nothing typed is carried over. */
export function PrescribePanel(props: PrescribePanelProps) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('MedicationRequest.create')) return <Notice tone="grey">{t('prescriptions.prescribe.noPermission')}</Notice>;
  return <OrderForm key={props.patientId} {...props} />;
}

function OrderForm({ patientId, encounterId, start: startsWith, isToSign = false }: PrescribePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const body = useRef<HTMLDivElement>(null);
  const medicineField = useRef<HTMLInputElement>(null);
  const signField = useRef<HTMLInputElement>(null);
  const { order, amend, clear, savedAt, restoredFrom } = useOrderDraft(patientId);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [isChecked, setChecked] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const [wasEarly, setEarly] = useState(false); // Prescribe was pressed before the check had answered
  const [printed, setPrinted] = useState<readonly { medicationRequestId: string; number: string }[]>([]);
  const prescribe = useCommand('prescriptions.prescribe');
  const written = useQuery('prescriptions.ofPatient', { patientId });
  const drafts = written.data?.lines.filter((line) => line.status === 'draft' && line.isMine) ?? [];
  const own = useLocale();
  const language = languageOf(useQuery('registration.details', { patientId }, { enabled: can('Patient.read') }).data?.language, own);

  const typed = order.medicine.trim();
  const whole = useQuery(
    'inventory.item',
    { itemId: order.itemId ?? '' },
    { enabled: order.itemId !== null && can('InventoryItem.read') },
  ).data;
  const read = readOrder(order.directions, whole, order.unit);
  useProposedQuantity(read.quantity, order.quantity, amend);
  const check = useOrderCheck({ patientId, medicine: typed, itemId: order.itemId, dosage: read.dosage, isTyping });
  const { answer, stops } = check;
  const hasReasons = stops.every((stop) => (reasons[stop.cause] ?? '').trim().length >= 3);
  useEffect(() => {
    if (startsWith) amend(startsWith);
  }, [startsWith, amend]);

  const isEmpty = typed === '' && order.directions.trim() === '' && order.quantity === null;
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
  const fill = (draft: OrderDraft) => {
    start();
    amend(draft);
    requestAnimationFrame(() => medicineField.current?.focus());
  };
  const several = useSeveral({ patientId, encounterId, language, onHeld: (line, copyOf) => fill({ ...toOrderDraft(line), copyOf }) });
  const save = async () => {
    if (isEmpty && drafts.length > 0) return signField.current?.focus();
    setChecked(true);
    setTyping(false);
    setEarly(!answer);
    if (isWrong.medicine || isWrong.directions || order.quantity === null || order.quantity < 1 || !answer || !hasReasons)
      return focusFirstError(body.current);
    if (!(await check.holds().catch(() => false))) {
      check.again();
      return setEarly(true);
    }
    const done = await prescribe.run({
      medicationRequestId: order.medicationRequestId,
      patientId,
      encounterId,
      medicine: typed,
      itemId: order.itemId,
      dosage: read.dosage,
      directions: read.dosage ? directionsSentence(read.dosage, language) : order.directions.trim(),
      quantity: order.quantity,
      unit: order.unit,
      validDays: order.validDays ?? 30,
      refillsAllowed: order.refillsAllowed,
      copyOf: order.copyOf,
      refillRequestId: order.medicationRequestId === null ? order.refillRequestId : null,
      overrides: stops.map((stop) => ({ cause: stop.cause, reason: (reasons[stop.cause] ?? '').trim() })),
    });
    if (!done) {
      check.again(); // the record may have changed since the check
      return;
    }
    notifyDone(t('prescriptions.prescribe.done', { medicine: typed, number: done.number }));
    start();
    medicineField.current?.focus();
  };
  const use = (draft: DraftOrder) => {
    setTyping(false);
    const { medicine, directions, quantity, unit } = draft;
    amend({ medicine, itemId: null, directions, quantity, ...(unit === null ? {} : { unit }) });
    requestAnimationFrame(() => medicineField.current?.focus());
  };
  const repeat = (rows: readonly MedicationRequestRow[]) => {
    const [first, ...more] = rows;
    if (!first) return;
    if (more.length > 0) return void several.add(rows.map((row) => ({ line: toSavedLine(row, 30), copyOf: row.medicationRequestId })));
    fill({ ...toOrderDraft(toSavedLine(first, 30)), copyOf: first.medicationRequestId });
  };

  const sheet = drafts.length > 0 && written.data && (
    <SheetCard
      patientId={patientId}
      drafts={drafts}
      canUsePin={written.data.canUsePin}
      signField={signField}
      onChange={(line) =>
        fill({
          ...toOrderDraft(toSavedLine(line, Math.max(1, daysBetween(format.today, line.validUntil)))),
          medicationRequestId: line.medicationRequestId,
        })
      }
      onSigned={(signed) => {
        setPrinted(signed);
        medicineField.current?.focus();
      }}
    />
  );

  return (
    <div className="mv-stack">
      {isToSign && sheet}
      <Card
        title={t('prescriptions.prescribe.title')}
        actions={
          <>
            <SavedOrders
              onLine={(line: SavedLine) => fill(toOrderDraft(line))}
              onSet={(lines) => void several.add(lines.map((line) => ({ line, copyOf: null })))}
            />
            {can('DocumentReference.create') && <PictureButton patientId={patientId} onUse={use} />}
          </>
        }
      >
        <Form label={t('prescriptions.prescribe.title')} onSubmit={() => void save()}>
          <div ref={body} className="mv-prescribe">
            <div className="mv-form">
              {restoredFrom && (
                <DiscardDraft text={t('prescriptions.prescribe.draftBack', { when: format.instant(restoredFrom) })} onDiscard={start} />
              )}
              {order.medicationRequestId !== null && (
                <Notice tone="blue">
                  {t('prescribing.sheet.changing', {
                    medicine: typed,
                    number: drafts.find((line) => line.medicationRequestId === order.medicationRequestId)?.number ?? '',
                  })}
                </Notice>
              )}
              <OrderFields
                patientId={patientId}
                order={order}
                whole={whole}
                read={read}
                language={language}
                isTyping={isTyping}
                wrong={isChecked ? isWrong : {}}
                medicineField={medicineField}
                onAmend={amend}
                onTyping={setTyping}
              />
              <ErrorLine error={prescribe.error ?? several.error} />
              {isChecked && !answer && typed !== '' && <p className="mv-muted">{t('prescriptions.prescribe.waiting')}</p>}
              {wasEarly && answer && (
                <p role="status">
                  <strong>{t('prescriptions.prescribe.notYet')}</strong>
                </p>
              )}
              <div className="mv-actions">
                <Button
                  type="submit"
                  loading={prescribe.isRunning || several.isRunning}
                  disabled={stops.length > 0 && !hasReasons}
                  color={stops.length > 0 ? 'red' : 'teal'}
                >
                  {stops.length > 0
                    ? t('prescriptions.prescribe.submitReason')
                    : t(order.medicationRequestId === null ? 'prescriptions.prescribe.submit' : 'prescribing.sheet.save')}
                </Button>
                {(typed !== '' || order.directions !== '') && (
                  <Button variant="default" onClick={start}>
                    {t('prescriptions.prescribe.clear')}
                  </Button>
                )}
                <SaveHint />
                {savedAt && <small className="mv-muted">{t('prescriptions.prescribe.draftSaved', { time: format.time(savedAt) })}</small>}
              </div>
            </div>
            <SafetyPane
              patientId={patientId}
              medicine={typed}
              dosage={read.dosage}
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
      {!isToSign && sheet}
      {printed.length > 0 && (
        <div className="mv-actions">
          {printed.map((one) => (
            <PrintButton key={one.medicationRequestId} {...one} size="compact-sm" />
          ))}
        </div>
      )}
      <PrescribedCard lines={written.data?.lines} error={written.error} onRetry={() => void written.refetch()} onRepeat={repeat} />
    </div>
  );
}

/** The quantity follows the directions until somebody types another one. */
function useProposedQuantity(proposed: number | null, quantity: number | null, amend: (change: Partial<OrderDraft>) => void): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (proposed === before.current) return;
    if (proposed !== null && (quantity === null || quantity === before.current)) amend({ quantity: proposed });
    before.current = proposed;
  }, [proposed, quantity, amend]);
}
