import { expect, test } from 'vitest';
import { PairingDesk } from '../../../../main/seats/pairingDesk.ts';

const start = Date.parse('2026-11-21T08:00:00Z');
const refused = expect.objectContaining({ code: 'seat.code_refused' }) as Error;

test('twenty wrong tries, from however many computers, end the code', () => {
  const desk = new PairingDesk();
  const { secret } = desk.begin('admin', start);
  for (let computer = 0; computer < 19; computer++) expect(() => desk.spend('AAAAAAAA', `10.0.0.${computer}`, start)).toThrow(refused);
  const other = new PairingDesk();
  expect(() => desk.spend('AAAAAAAA', '10.0.1.1', start)).toThrow(refused);
  expect(() => desk.spend(secret, '10.0.2.1', start)).toThrow(refused);

  const second = other.begin('admin', start);
  for (let computer = 0; computer < 19; computer++) expect(() => other.spend('AAAAAAAA', `10.0.0.${computer}`, start)).toThrow(refused);
  expect(other.spend(second.secret, '10.0.2.1', start)).toEqual({ by: 'admin' });
});

test('a new code replaces the former and forgets who waited; a cancelled one is refused', () => {
  const desk = new PairingDesk();
  const first = desk.begin('admin', start);
  expect(() => desk.spend('AAAAAAAA', '10.0.0.1', start)).toThrow(refused);
  const second = desk.begin('manager', start);
  expect(() => desk.spend(first.secret, '10.0.0.2', start)).toThrow(refused);
  expect(desk.spend(second.secret, '10.0.0.1', start)).toEqual({ by: 'manager' });
  const third = desk.begin('admin', start);
  desk.cancel();
  expect(() => desk.spend(third.secret, '10.0.0.3', start)).toThrow(refused);
});

test('the wait of one computer doubles up to a minute and is nobody else’s', () => {
  const desk = new PairingDesk();
  let now = start;
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    desk.begin('admin', now); // forgets
    waits.length = 0;
    for (let tries = 0; tries <= n; tries++) {
      expect(() => desk.spend('AAAAAAAA', '10.0.0.1', now)).toThrow(refused);
      const wait = secondsToWait(desk, now);
      waits.push(wait);
      now += wait * 1000;
    }
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  const { secret } = desk.begin('admin', now);
  expect(() => desk.spend('AAAAAAAA', '10.0.0.1', now)).toThrow(refused);
  expect(desk.spend(secret, '10.0.0.2', now)).toEqual({ by: 'admin' });
});

function secondsToWait(desk: PairingDesk, now: number): number {
  try {
    desk.spend('AAAAAAAA', '10.0.0.1', now);
  } catch (error) {
    return (error as { data: { seconds?: number } }).data.seconds ?? 0;
  }
  return 0;
}
