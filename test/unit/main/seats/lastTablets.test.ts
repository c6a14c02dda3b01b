import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';

test('two computers hand out the last ten tablets at once, to two people: exactly one does, the other is told', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const sameAsDoctor = `(SELECT password_hash FROM user_account WHERE username = 'doctor')`;
  clinic.facility.raw.exec(`UPDATE user_account SET password_hash = ${sameAsDoctor} WHERE username = 'pharmacist'`);
  const itemId = await anItem(clinic);
  const seats = [openLine(await pairHere('Counter')), openLine(await pairHere('Ward'))];
  for (const seat of seats) {
    await seat.isIn('online');
    expect(await seat.signIn('pharmacist')).toMatchObject({ ok: true });
  }
  const people = [
    await aPatient(clinic),
    await aPatient(clinic, { familyName: 'Quansah', givenNames: 'Efua', sex: 'female', birthDate: '1991-02-03' }),
  ];
  for (let round = 0; round < 8; round++) {
    await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 10 });
    const orders: string[] = [];
    for (const patientId of people)
      orders.push(
        await aPrescription(clinic, { itemId, patientId, quantity: 10, overrides: [{ cause: 'duplicate', reason: 'the next round' }] }),
      );
    const answers = await Promise.all(
      seats.map((seat, n) =>
        seat.ask('dispensing.dispense', { lines: [{ medicationRequestId: orders[n] ?? '', quantity: 10 }] }, `round-${round}-seat-${n}`),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      error: { code: 'stock.insufficient', data: { wanted: 10, available: 0 } },
    });
    expect(clinic.count('medication_dispense')).toBe(round + 1);
    expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true });
    expect(clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance').pluck().get()).toBe(0);
  }
});
