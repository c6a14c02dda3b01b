import { expect, test } from 'vitest';
import { z } from 'zod';
import { dictionary } from '../../../sync/protocol/frame.ts';
import { kinds } from '../../../sync/protocol/kinds.ts';
import { facilityFrame, hubFrame } from '../../../sync/protocol/messages.ts';
import { agreeOnVersion, history, protocolFloor, protocolVersion } from '../../../sync/protocol/version.ts';
import { sha256Hex } from '../../../sync/security/tokens.ts';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

test('a change of the wire schemas, or of the words that deflated frames rest on, needs the next protocol version and a line in its history', () => {
  const schemas = z.object({ facilityFrame, hubFrame, kinds: z.object(kinds) });
  const sha256 = sha256Hex(JSON.stringify([sorted(z.toJSONSchema(schemas, { io: 'input' })), dictionary.toString()]));
  expect(history.at(-1)).toEqual({ version: protocolVersion, sha256 });
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
  expect(protocolFloor).toBeGreaterThanOrEqual(protocolVersion - 2);
});

test.each([
  [{ protocol: 5, floor: 3 }, { protocol: 5, floor: 3 }, { version: 5 }],
  [{ protocol: 5, floor: 3 }, { protocol: 3, floor: 1 }, { version: 3 }],
  [{ protocol: 3, floor: 1 }, { protocol: 5, floor: 3 }, { version: 3 }],
  [{ protocol: 5, floor: 3 }, { protocol: 2, floor: 1 }, { tooOld: 'theirs' }],
  [{ protocol: 2, floor: 1 }, { protocol: 5, floor: 3 }, { tooOld: 'ours' }],
])('%j and %j agree on %j', (ours, theirs, expected) => {
  expect(agreeOnVersion(ours, theirs)).toEqual(expected);
});
