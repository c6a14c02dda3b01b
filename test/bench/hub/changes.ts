import type { Change } from '../../../sync/protocol/messages.ts';
import { toPayload } from '../../../sync/protocol/kinds.ts';

/** Of one of a facility's items; `onHand` tells which change it was. */
export function aLevelOf(number: number, items = 200): Pick<Change, 'kind' | 'key' | 'payload'> {
  const strength = 125 * (1 + (number % 8));
  const payload = toPayload('stock.level', {
    product: { ingredients: [{ inn: 'amoxicillin', strength, unit: 'mg' }], form: 'capsule', unit: 'capsule', atc: 'J01CA04' },
    name: `amoxicillin ${strength} mg`,
    packSize: 100,
    onHand: number,
    amc: 120.5,
    monthsOfStock: 4.1,
    nearestExpiry: '2028-03-31',
    status: 'ok',
    asOf: '2026-11-22T08:00:00.000Z',
  });
  return { kind: 'stock.level', key: `item-${number % items}`, payload };
}

/** Which change a row shows. */
export const numberOf = (payload: string): number => Number(/"onHand":(\d+)/.exec(payload)?.[1] ?? -1);
