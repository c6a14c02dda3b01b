import { Button, Select, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, focusFirstError, Form, FormRow, Notice, NumberUnitField, notifyDone } from '../../ui/index.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { useUnits } from '../inventory/words.ts';
import type { Dispensed } from './DispenseResult.tsx';
import { lotChoices } from './lotChoices.ts';
import { NearbyFew } from './NearbyFew.tsx';
import { takeFirst } from './picks.ts';
import { Shelf } from './Shelf.tsx';

const fefo = 'fefo';

/** How much goes over the counter, and out of which lots: first expired first out unless the clerk names another usable lot. */
export function DispenseForm(props: {
  whole: Output<'prescriptions.get'>;
  hasFocus: boolean;
  onDone: (result: Dispensed) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const body = useRef<HTMLDivElement>(null);
  const { request, proposal } = props.whole;
  const owed = request.quantity - request.dispensed;
  const dispense = useCommand('prescriptions.dispense');
  const lots =
    useQuery('inventory.item', { itemId: request.itemId ?? '' }, { enabled: request.itemId !== null && can('InventoryItem.read') }).data
      ?.lots ?? null;
  const [from, setFrom] = useState(fefo);
  const [quantity, setQuantity] = useState<number | null>(Math.min(owed, proposal.available) || null);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);

  const wanted = quantity ?? 0;
  const usable = useMemo(() => lotChoices(lots, [], format.today).filter((lot) => lot.word === 'active'), [lots, format.today]);
  const named = usable.find((lot) => lot.lotId === from);
  const available = named?.onHand ?? proposal.available;
  const picks = named
    ? [{ lotId: named.lotId, lotNumber: named.lotNumber, expiry: named.expiry, quantity: Math.min(wanted, available) }]
    : takeFirst(proposal.picks, wanted);
  const insteadOf = named && takeFirst(proposal.picks, wanted).find((pick) => pick.lotId !== named.lotId);
  const isReasonWrong = insteadOf !== undefined && reason.trim().length < 3;
  const rows = lotChoices(lots, picks, format.today);
  const words = units.count(wanted, request.unit);
  const problem =
    quantity === null || quantity < 1
      ? t('prescriptions.dispense.needQuantity')
      : quantity > owed
        ? t('prescriptions.dispense.tooMany', { owed: units.count(owed, request.unit) })
        : quantity > available
          ? t('prescriptions.dispense.tooFew', { available: units.count(available, request.unit) })
          : null;

  const give = async () => {
    setChecked(true);
    if (problem !== null || quantity === null || isReasonWrong) return focusFirstError(body.current);
    const answer = await dispense.run({
      medicationRequestId: request.medicationRequestId,
      quantity,
      ...(named ? { lotId: named.lotId } : {}),
      ...(insteadOf ? { overrideReason: reason.trim() } : {}),
    });
    if (!answer) return;
    notifyDone(t('prescriptions.dispense.done', { quantity: units.count(quantity, request.unit) }));
    props.onDone({ quantity, picks: answer.picks, stillOwed: answer.stillOwed });
  };

  if (request.itemId === null)
    return (
      <Notice tone="amber" title={t('prescriptions.dispense.noItem')}>
        {t('prescriptions.dispense.noItemText')}
      </Notice>
    );
  if (request.validUntil < format.today)
    return <Notice tone="red">{t('prescriptions.dispense.ranOut', { day: format.day(request.validUntil) })}</Notice>;
  const expired = proposal.expired > 0 && (
    <Notice tone="red">{t('prescriptions.dispense.expiredKept', { quantity: units.count(proposal.expired, request.unit) })}</Notice>
  );
  const neighbours = proposal.available < owed && can('InventoryItem.read') && <NearbyFew itemId={request.itemId} />;
  const shelf = rows.length > 0 && <Shelf rows={rows} unit={request.unit} hasStock={lots !== null} />;
  if (proposal.available === 0)
    return (
      <div className="mv-stack">
        <Notice tone="red" title={t('prescriptions.dispense.nothingUsable')} />
        {shelf}
        <WhyTheseLots proposal={proposal} unit={request.unit} />
        {expired}
        {neighbours}
      </div>
    );
  if (!can('MedicationDispense.create'))
    return (
      <div className="mv-stack">
        {shelf}
        <Notice tone="grey">{t('prescriptions.dispense.noPermission')}</Notice>
      </div>
    );
  return (
    <Card title={t('prescriptions.dispense.title')}>
      <Form label={t('prescriptions.dispense.title')} onSubmit={() => void give()} onCancel={props.onCancel} isShort={false}>
        <div ref={body} className="mv-form">
          {shelf}
          <WhyTheseLots proposal={proposal} unit={request.unit} />
          {expired}
          <FormRow>
            <NumberUnitField
              label={t('prescriptions.dispense.quantity')}
              description={t('prescriptions.dispense.owedHint', {
                owed: units.count(owed, request.unit),
                available: format.number(available),
              })}
              unit={units.many(request.unit)}
              value={quantity}
              onChange={setQuantity}
              min={1}
              error={(isChecked || quantity !== null) && problem}
              autoFocus={props.hasFocus}
              withAsterisk
            />
            {usable.length > 1 && (
              <Select
                label={t('prescriptions.dispense.from')}
                description={t('prescriptions.dispense.fefoHint')}
                data={[
                  { value: fefo, label: t('prescriptions.dispense.fefo') },
                  ...usable.map((lot) => ({
                    value: lot.lotId,
                    label: t('prescriptions.dispense.oneLot', { lot: lot.lotNumber, onHand: format.number(lot.onHand ?? 0) }),
                  })),
                ]}
                value={from}
                onChange={(next) => setFrom(next ?? fefo)}
              />
            )}
          </FormRow>
          {insteadOf && (
            <TextInput
              label={t('ledger.fefo.reason')}
              description={t('ledger.fefo.reasonHint', { lot: insteadOf.lotNumber })}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={isChecked && isReasonWrong && t('ledger.fefo.needReason')}
              maxLength={200}
              withAsterisk
            />
          )}
          {problem === null && (
            <span className="mv-muted" role="status">
              {wanted < owed
                ? t('prescriptions.dispense.staysOwed', { quantity: units.count(owed - wanted, request.unit) })
                : t('prescriptions.dispense.allGiven')}
            </span>
          )}
          <ErrorLine error={dispense.error} />
          {neighbours}
          <div className="mv-actions">
            <Button type="submit" loading={dispense.isRunning}>
              {problem === null ? t('prescriptions.dispense.submit', { quantity: words }) : t('prescriptions.dispense.submitEmpty')}
            </Button>
            <SaveHint />
          </div>
        </div>
      </Form>
    </Card>
  );
}

/** What FEFO left on the shelf though it is good today, and why. */
function WhyTheseLots({ proposal, unit }: { proposal: Output<'prescriptions.get'>['proposal']; unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { passedOver, perDay, lastDay, reserved, tooShort } = proposal;
  const said = [
    passedOver.length > 0 && perDay !== null && lastDay !== null
      ? t('ledger.fefo.lasts', { perDay: units.count(perDay, unit), day: format.day(lastDay) })
      : '',
    ...passedOver.map((lot) =>
      t('ledger.fefo.passedOver', { lot: lot.lotNumber, day: format.day(lot.expiry), quantity: units.count(lot.quantity, unit) }),
    ),
    passedOver.length === 0 && tooShort > 0 && proposal.available === 0
      ? t('ledger.fefo.tooShort', { quantity: units.count(tooShort, unit) })
      : '',
    reserved > 0 ? t('ledger.fefo.reserved', { quantity: units.count(reserved, unit) }) : '',
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <Notice tone="amber">
      {said.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </Notice>
  );
}
