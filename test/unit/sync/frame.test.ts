import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflatedSince, dictionary, packFrame, unpackFrame } from '../../../sync/protocol/frame.ts';
import { maxFrameBytes } from '../../../sync/protocol/limits.ts';
import { aStockLevel } from '../../support/sync/facility.ts';

test('what is packed is unpacked again, whatever its length and letters; an older partner gets text', () => {
  fc.assert(
    fc.property(fc.object(), fc.string({ unit: 'binary', maxLength: 2000 }), (body, text) => {
      const frame = { t: 'push', body, text };
      for (const version of [deflatedSince - 1, deflatedSince]) {
        const packed = packFrame(frame, version);
        const isBinary = typeof packed !== 'string';
        if (version < deflatedSince) expect(isBinary).toBe(false);
        expect(JSON.parse(unpackFrame(Buffer.from(packed as string), isBinary) ?? '')).toEqual(JSON.parse(JSON.stringify(frame)));
      }
    }),
  );
});

test('a stock level in a batch of fifty travels in less than 120 bytes', () => {
  const changes = Array.from({ length: 50 }, (_, number) => ({
    number: number + 1,
    kind: 'stock.level',
    key: randomBytes(16).toString('hex'),
    payload: aStockLevel(randomBytes(2).readUInt16BE(), number % 2 === 0 ? 'ceftriaxone' : 'zidovudine'),
  }));
  expect(packFrame({ t: 'push', changes }, deflatedSince).length / changes.length).toBeLessThan(120);
});

test('noise, a cut frame and one that grows without end are no frame', () => {
  const whole = packFrame({ t: 'push', filler: randomBytes(500).toString('hex') }, deflatedSince) as Buffer;
  expect(unpackFrame(randomBytes(400), true)).toBeNull();
  expect(unpackFrame(whole.subarray(0, 200), true)).toBeNull();
  expect(unpackFrame(Buffer.alloc(0), true)).toBeNull();
  const bomb = deflateRawSync(Buffer.alloc(100 * maxFrameBytes, 0x20), { dictionary });
  expect(bomb.length).toBeLessThan(maxFrameBytes);
  expect(unpackFrame(bomb, true)).toBeNull();
});
