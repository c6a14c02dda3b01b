import { expect, test } from 'vitest';
import { pair } from '../../../../main/seats/connector/pair.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';

test('a computer pairs with a code, opens its line, signs in and works; the list tells of it', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const paired = await pairHere('Dispensary');
  expect(paired.facility).toEqual({ code: clinic.facility.self.code, name: 'Test Clinic' });
  const seat = openLine(paired);
  await seat.isIn('online');
  expect(await seat.ask('patients.list')).toMatchObject({ ok: false, error: { code: 'auth.signed_out' } });
  expect(await seat.signIn('doctor')).toMatchObject({ ok: true });
  expect(await seat.ask('patients.list')).toMatchObject({ ok: true });
  const [card] = (await clinic.call('administrator', 'seats.list', {})).seats;
  expect(card).toMatchObject({
    seatId: paired.seatId,
    name: 'Dispensary',
    kind: 'window',
    reach: 'lan',
    pairedByName: 'Test administrator',
    isOnline: true,
    userNames: ['Test doctor'],
    isThis: false,
    revokedAt: null,
  });
  seat.line.close();
  await expect.poll(async () => (await clinic.call('administrator', 'seats.list', {})).seats[0]?.isOnline).toBe(false);
});

test('a code works once, and not after ten minutes', async () => {
  const { clinic, address, newCode } = await sharedClinic();
  const code = await newCode();
  await pair({ address, code, name: 'First' });
  await expect(pair({ address, code, name: 'Second' })).rejects.toMatchObject({ code: 'seat.code_refused' });
  const late = await newCode();
  clinic.clock.now = '2026-11-21T08:10:01.000Z';
  await expect(pair({ address, code: late, name: 'Late' })).rejects.toMatchObject({ code: 'seat.code_refused' });
});
