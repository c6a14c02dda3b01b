import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, FormRow, Notice, NumberUnitField, Tag } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { MedicineFlags } from '../knowledge/MedicineFlags.tsx';
import { Counselling } from './Counselling.tsx';
import { CounterSafety } from './CounterSafety.tsx';
import { availableOf, changeDraft, handedFor, type LineDraft, problemOf, unansweredStops, wantedOf } from './desk.ts';
import { NearbyFew } from './NearbyFew.tsx';
import { Payment } from './Payment.tsx';
import { Shelf } from './Shelf.tsx';
import { SubstituteFields } from './SubstituteFields.tsx';
import { useLotPlan } from './useLotPlan.ts';
import { WhyTheseLots } from './WhyTheseLots.tsx';

type Props = { line: DeskLine; draft: LineDraft; currency: string; isChecked: boolean; hasFocus: boolean };

/** One medicine of a person at the desk: closed it is a line with a box, open it is what has to be looked at before it is handed over. */
export function LineCard({ line, draft, currency, isChecked, hasFocus }: Props) {
  const { t } = useTranslation();
  const units = useUnits();
  const { request } = line;
  const isOpen = draft.isIn && line.problem === 'none';
  return (
    <section className="mv-desk-line" aria-label={request.medicine} data-open={isOpen}>
      <header className="mv-desk-head">
        <Checkbox
          checked={isOpen}
          disabled={line.problem !== 'none'}
          onChange={(event) => changeDraft(request.medicationRequestId, { isIn: event.currentTarget.checked })}
          aria-label={`${t('dispensing.line.isIn')}: ${request.medicine}`}
        />
        <div className="mv-desk-what">
          <p className="mv-rx-medicine">
            {request.medicine} <MedicineFlags text={request.medicine} />
          </p>
          <p className="mv-rx-directions">{request.directions}</p>
        </div>
        <span className="mv-desk-owed">{units.count(line.owed, request.unit)}</span>
      </header>
      <LineSigns line={line} />
      {isOpen && <OpenLine line={line} draft={draft} currency={currency} isChecked={isChecked} hasFocus={hasFocus} />}
    </section>
  );
}

/** What is known of the line whether it is open or not. */
function LineSigns({ line }: { line: DeskLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const claim = useCommand('dispensing.claim');
  const { request, task, supply, question } = line;
  const isOthers = task.status === 'preparing' && !task.isMine;
  return (
    <>
      <div className="mv-rx-meta">
        <span>{request.number}</span>
        <span>{t('prescriptions.pane.by', { name: request.prescriberName, when: format.instant(request.authoredAt) })}</span>
        {request.dispensed > 0 && line.owed > 0 && (
          <span>
            {t('dispensing.line.asked', {
              owed: units.count(line.owed, request.unit),
              quantity: units.count(request.quantity, request.unit),
            })}
          </span>
        )}
        {task.status === 'ready' && (
          <Tag tone="green">{t('dispensing.line.ready', { quantity: units.count(task.setAside, request.unit) })}</Tag>
        )}
        {task.status === 'owing' && <Tag tone="amber">{t('dispensing.state.owing')}</Tag>}
        {line.problem === 'status' && (
          <Tag>{t('prescriptions.dispense.notActive', { status: t(`prescriptions.status.${request.status}`).toLowerCase() })}</Tag>
        )}
      </div>
      {isOthers && (
        <Notice
          tone="amber"
          actions={
            can('MedicationDispense.create') && (
              <Button
                size="compact-sm"
                variant="default"
                loading={claim.isRunning}
                onClick={() => void claim.run({ medicationRequestId: request.medicationRequestId, isTakenOver: true })}
              >
                {t('dispensing.line.takeOver')}
              </Button>
            )
          }
        >
          {t('dispensing.line.claimed', { name: task.by, time: task.since === null ? '' : format.time(task.since) })}
          <ErrorLine error={claim.error} />
        </Notice>
      )}
      {supply && line.problem !== 'status' && (
        <Notice tone={supply.isEarly ? 'amber' : 'blue'}>
          {t(supply.isEarly ? 'dispensing.line.early' : 'dispensing.line.supply', {
            day: format.day(supply.collectedOn),
            count: supply.daysLeft,
          })}
        </Notice>
      )}
      {question && (
        <Notice tone={question.answer === '' ? 'blue' : 'green'}>
          {t('dispensing.line.question', { when: format.instant(question.askedAt), text: question.text })}{' '}
          {question.answer === ''
            ? t(question.isSeen ? 'dispensing.line.seen' : 'dispensing.line.unanswered')
            : t('dispensing.line.answer', { text: question.answer })}
        </Notice>
      )}
      {line.problem === 'expired' && (
        <Notice tone="red">{t('prescriptions.dispense.ranOut', { day: format.day(request.validUntil) })}</Notice>
      )}
      {line.problem === 'no-item' && (
        <Notice tone="amber" title={t('prescriptions.dispense.noItem')}>
          {t('prescriptions.dispense.noItemText')}
        </Notice>
      )}
    </>
  );
}

function OpenLine({ line, draft, currency, isChecked, hasFocus }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const plan = useLotPlan(line, draft);
  const { request, proposal } = line;
  const set = (changes: Partial<LineDraft>) => changeDraft(request.medicationRequestId, changes);
  const wanted = wantedOf(line, draft);
  const available = availableOf(line, draft);
  const problem = problemOf(line, draft, plan.insteadOf !== null);
  const says: Partial<Record<NonNullable<typeof problem>, string>> = {
    quantity: available === 0 ? t('prescriptions.dispense.nothingUsable') : t('prescriptions.dispense.needQuantity'),
    'too-many': t('prescriptions.dispense.tooMany', { owed: units.count(line.owed, request.unit) }),
    'too-few': t('prescriptions.dispense.tooFew', { available: units.count(available, request.unit) }),
    'not-exact': t('dispensing.substitute.notExact', { unit: units.many(draft.substitute?.unit ?? '') }),
  };
  const handed = handedFor(wanted, draft.substitute);
  const price = draft.substitute ? draft.substitute.price : line.price;
  return (
    <div className="mv-stack">
      <CounterSafety line={line} />
      {unansweredStops(line) > 0 && (
        <TextInput
          label={t('dispensing.line.safetyReason')}
          description={t('dispensing.line.safetyReasonHint')}
          value={draft.safetyReason}
          onChange={(event) => set({ safetyReason: event.currentTarget.value })}
          error={isChecked && problem === 'safety' && t('dispensing.line.needSafetyReason')}
          maxLength={200}
          withAsterisk
        />
      )}
      {available === 0 && <Notice tone="red" title={t('prescriptions.dispense.nothingUsable')} />}
      {plan.rows.length > 0 && <Shelf rows={plan.rows} unit={request.unit} hasStock={plan.hasStock} />}
      {!draft.substitute && <WhyTheseLots proposal={proposal} unit={request.unit} />}
      {proposal.expired > 0 && (
        <Notice tone="red">{t('prescriptions.dispense.expiredKept', { quantity: units.count(proposal.expired, request.unit) })}</Notice>
      )}
      {available > 0 && (
        <FormRow>
          <NumberUnitField
            label={t('prescriptions.dispense.quantity')}
            description={t('prescriptions.dispense.owedHint', {
              owed: units.count(line.owed, request.unit),
              available: format.number(available),
            })}
            unit={units.many(request.unit)}
            value={wanted}
            onChange={(quantity) => set({ quantity: quantity ?? 0 })}
            min={1}
            error={problem !== null && says[problem]}
            autoFocus={hasFocus}
            withAsterisk
          />
          {plan.usable.length > 1 && (
            <Select
              label={t('prescriptions.dispense.from')}
              description={t('prescriptions.dispense.fefoHint')}
              data={[
                { value: 'fefo', label: t('prescriptions.dispense.fefo') },
                ...plan.usable.map((lot) => ({
                  value: lot.lotId,
                  label: t('prescriptions.dispense.oneLot', { lot: lot.lotNumber, onHand: format.number(lot.onHand ?? 0) }),
                })),
              ]}
              value={draft.lotId ?? 'fefo'}
              onChange={(next) => set({ lotId: next === 'fefo' ? null : next })}
            />
          )}
        </FormRow>
      )}
      {plan.insteadOf !== null && (
        <TextInput
          label={t('ledger.fefo.reason')}
          description={t('ledger.fefo.reasonHint', { lot: plan.insteadOf })}
          value={draft.lotReason}
          onChange={(event) => set({ lotReason: event.currentTarget.value })}
          error={isChecked && problem === 'lot-reason' && t('ledger.fefo.needReason')}
          maxLength={200}
          withAsterisk
        />
      )}
      <SubstituteFields line={line} draft={draft} wanted={wanted} problem={isChecked ? problem : null} />
      {wanted < line.owed && available > 0 && (
        <Checkbox
          checked={draft.isOwed}
          onChange={(event) => set({ isOwed: event.currentTarget.checked })}
          label={t('dispensing.line.rest', { quantity: units.count(line.owed - wanted, request.unit) })}
        />
      )}
      {available > 0 && line.counselling.length > 0 && (
        <Counselling codes={line.counselling} ticked={draft.counselled} onChange={(counselled) => set({ counselled })} />
      )}
      {available > 0 && (
        <Payment
          amount={price === null || handed === null ? null : price * handed}
          currency={currency}
          mark={draft.mark}
          onChange={(mark) => set({ mark })}
        />
      )}
      {available < line.owed && request.itemId !== null && can('InventoryItem.read') && <NearbyFew itemId={request.itemId} />}
    </div>
  );
}
