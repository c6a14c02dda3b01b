import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { aLot, anItem, aPrescription } from '../../../support/factories.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';

test('two clerks at two computers take the same prescription: one hands it out, the other is told, whichever way they meet', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const sameAsDoctor = `(SELECT password_hash FROM user_account WHERE username = 'doctor')`;
  clinic.facility.raw.exec(`UPDATE user_account SET password_hash = ${sameAsDoctor} WHERE username IN ('pharmacist', 'pharmacy-clerk')`);
  const [counter, ward] = [openLine(await pairHere('Counter')), openLine(await pairHere('Ward'))];
  for (const [seat, username] of [
    [counter, 'pharmacist'],
    [ward, 'pharmacy-clerk'],
  ] as const) {
    await seat.isIn('online');
    expect(await seat.signIn(username)).toMatchObject({ ok: true });
  }
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 200 });
  const medicationRequestId = await aPrescription(clinic, { itemId, quantity: 60 });

  // both pressed "I prepare it" at once
  const claims = await Promise.all(
    [counter, ward].map((seat, n) => seat.ask('dispensing.claim', { medicationRequestId }, `two-clerks-claim-${n}`)),
  );
  expect(claims.filter((answer) => answer.ok)).toHaveLength(1);
  expect(claims.find((answer) => !answer.ok)).toMatchObject({ error: { code: 'dispensing.claimed' } });
  const [first, second] = claims[0]?.ok ? [counter, ward] : [ward, counter];
  const give = (seat: typeof counter, dispensedBefore: number, key: string) =>
    seat.ask('dispensing.dispense', { lines: [{ medicationRequestId, quantity: 20, dispensedBefore }] }, key);
  expect(await give(second, 0, 'two-clerks-not-mine')).toMatchObject({ error: { code: 'dispensing.claimed' } });
  expect(await give(first, 0, 'two-clerks-mine')).toMatchObject({ ok: true });
  expect(await give(first, 0, 'two-clerks-mine')).toMatchObject({ ok: true }); // the line was lost and the same act is sent again
  expect(clinic.count('medication_dispense')).toBe(1);

  // nobody has it now: both saw that 20 were given and press at once
  const both = await Promise.all([give(first, 20, 'two-clerks-again-1'), give(second, 20, 'two-clerks-again-2')]);
  expect(both.filter((answer) => answer.ok)).toHaveLength(1);
  expect(both.find((answer) => !answer.ok)).toMatchObject({ error: { code: 'version.conflict', data: { found: 40 } } });
  expect(clinic.facility.raw.prepare('SELECT sum(quantity) FROM medication_dispense').pluck().get()).toBe(40);
  expect(clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance').pluck().get()).toBe(160);
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true });
});
