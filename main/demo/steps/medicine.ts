import { demoPassword } from '../../../preload/contract/facility.ts';
import { verifyLedger } from '../../../db/verifyLedger.ts';
import { addDays } from '../../../preload/contract/dates.ts';
import { refusalOf } from '../caller.ts';
import { given, type Memory } from '../memory.ts';
import type { Scene } from '../scene.ts';
import { must } from '../step.ts';

export async function safetyStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const patientId = given(memory.patientId);
  const encounterId = given(memory.encounterId);
  const allergy = await a.doctor('prescriptions.check', { patientId, medicine: 'Amoxicillin 500 mg capsule' });
  const forbidden = given(allergy.findings.find((finding) => finding.kind === 'allergy'));
  must(forbidden.severity === 'stop' && forbidden.source.length > 0, 'the allergy stops the prescription, with its source');
  const order = {
    patientId,
    encounterId,
    medicine: 'Amoxicillin 500 mg capsule',
    directions: '1 capsule three times a day for 7 days',
    quantity: 21,
  };
  const refused = await refusalOf(a.doctor('prescriptions.prescribe', order));
  must(refused.code === 'prescription.reason_needed', 'going on needs a reason');
  await a.doctor('prescriptions.prescribe', {
    patientId,
    encounterId,
    medicine: 'Warfarin 5 mg tablet',
    directions: '1 tablet once a day',
    quantity: 14,
    unit: 'tablet',
  });
  const clash = await a.doctor('prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' });
  const interaction = given(clash.findings.find((finding) => finding.kind === 'interaction'));
  must(
    interaction.severity !== 'information' && interaction.between.length === 2 && interaction.source.length > 0,
    'the interaction names both medicines and its source',
  );
  must(clash.coverage.unchecked.length > 0, 'what could not be checked is listed');
  const show = ({ kind, severity, between, text, source }: typeof forbidden) => ({ kind, severity, between, text, source });
  return {
    allergy: show(forbidden),
    interaction: show(interaction),
    checked: clash.coverage.checked.length,
    unchecked: clash.coverage.unchecked.map(({ name, against, why }) => ({ name, against, why })),
  };
}

export async function dispenseStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const today = (await a.clerk('facility.profile', {})).today;
  const found = await a.clerk('inventory.items', { filter: 'azithromycin' });
  const itemId = given(found.items[0]).itemId;
  const before = await a.clerk('inventory.item', { itemId });
  const early = given(before.lots.find((lot) => lot.onHand > 0 && (lot.expiry ?? '') >= today));
  const late = await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-LATE', expiry: addDays(today, 900), quantity: 300 });
  const expired = await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-OLD', expiry: addDays(today, -1), quantity: 10 });
  const others = before.lots.filter((lot) => lot.lotId !== early.lotId && lot.onHand > 0 && (lot.expiry ?? '') >= today);
  for (const lot of others)
    await a.clerk('inventory.adjust', {
      lotId: lot.lotId,
      locationId: lot.locationId,
      quantity: -lot.onHand,
      reason: 'adjustment',
      note: 'moved to the ward',
    });
  const quantity = early.onHand + 6;
  const name = before.item.name;
  const patientId = given(memory.patientId);
  const request = await a.doctor('prescriptions.prescribe', {
    patientId,
    medicine: name,
    itemId,
    // nobody knows how many a day: a lot need only be good today, else FEFO would spare one that expires during the treatment
    directions: '1 tablet when needed',
    quantity: quantity + 5,
  });
  await a.doctor('prescriptions.sign', {
    patientId,
    lines: [{ medicationRequestId: request.medicationRequestId, version: 1 }],
    secret: { password: demoPassword },
  });
  const refused = await refusalOf(
    a.clerk('dispensing.dispense', { lines: [{ medicationRequestId: request.medicationRequestId, quantity: 5, lotId: expired.lotId }] }),
  );
  must(refused.code === 'stock.lot_expired', 'an expired lot is refused');
  const { lines } = await a.clerk('dispensing.dispense', { lines: [{ medicationRequestId: request.medicationRequestId, quantity }] });
  const done = given(lines[0]);
  memory.handedOverAt = performance.now();
  memory.itemId = itemId;
  memory.requestId = request.medicationRequestId;
  must(done.picks.length === 2, 'two lots are needed');
  must(done.picks[0]?.lotId === early.lotId && done.picks[0].quantity === early.onHand, 'the first to expire goes first, all of it');
  must(done.picks[1]?.lotId === late.lotId && done.picks[1].quantity === 6, 'the rest comes from the next');
  const ledger = verifyLedger(a.facility.raw);
  must(ledger.ok, 'the ledger balances');
  return { medicine: name, picks: done.picks, expiredLot: refused.code, ledger };
}
