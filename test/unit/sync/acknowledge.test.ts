import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { restartNumbers } from '../../../sync/client/hubLink.ts';
import { markAcknowledged, toSend } from '../../../sync/client/push.ts';
import { markOf } from '../../../main/requisitions/half.ts';
import { aFacility } from '../../support/sync/facility.ts';

const hash = '0'.repeat(64);

/** Three changes that were numbered and sent before, and the first of them sent again. */
function aSender() {
  const a = aFacility('A');
  a.raw
    .prepare(
      `INSERT INTO hub_link (id, hub_url, hub_public_key, private_key, public_key, facility_epoch, next_number, hub_name, enrolled_at) VALUES (1, 'ws://x', 'k', 'k', 'k', ?, 4, 'Hub', '2026-11-22T08:00:00.000Z')`,
    )
    .run(randomUUID());
  const put = a.raw.prepare(
    `INSERT INTO outbox (kind, key, is_state, payload, created_at, number, sha256) VALUES ('stock.level', ?, 1, ?, '2026-11-22T08:00:00.000Z', ?, ?)`,
  );
  ['one', 'two', 'two'].forEach((key, index) => put.run(key, `{"n":${index + 1}}`, index + 1, hash));
  return a;
}

test('what an acknowledgement names beyond what was sent stays: a copy of us may have given those numbers', () => {
  const a = aSender();
  const sent = [{ number: 1, kind: 'stock.level', key: 'one', payload: '{"n":1}', sha256: hash }];
  expect(toSend(sent, 5)).toEqual([{ number: 1, kind: 'stock.level', key: 'one', payload: '{"n":1}' }]);
  const at = { facilityId: a.facility.id, now: '2026-11-22T08:00:00.000Z', newId: randomUUID };
  markAcknowledged(a.raw, sent, { t: 'ack', through: 3, witness: 'w' }, at);
  expect(a.outbox().map(({ number }) => number)).toEqual([2, 3]);
  expect(a.raw.prepare('SELECT acknowledged_through FROM hub_link').pluck().get()).toBe(1);
});

test('when numbers begin again, of two numbered states of one key the newer goes on', () => {
  const a = aSender();
  restartNumbers(a.raw);
  expect(a.outbox().map(({ key, number, payload }) => [key, number, payload])).toEqual([
    ['one', null, '{"n":1}'],
    ['two', null, '{"n":3}'],
  ]);
});

test('a half of a transfer is known by its text', () => {
  expect(markOf({ payload: 'a' })).toBe(markOf({ payload: 'a' }));
  expect(markOf({ payload: 'a' })).not.toBe(markOf({ payload: 'b' }));
  expect(Number.isSafeInteger(markOf({ payload: 'a' }))).toBe(true);
});
