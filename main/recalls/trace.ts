import { listGivenFrom, listLotTraces, listPlacesOf, type LotTrace } from '../../db/queries/recalls.ts';
import { listLinks } from '../../db/queries/registers.ts';
import type { RecallLot } from '../../preload/contract/recalls.ts';
import type { Context } from '../facility/context.ts';
import { survivors } from '../patients/survivor.ts';

/** How a printed lot number is compared: as people copy it, without case and blanks. */
export const plainLot = (lotNumber: string): string => lotNumber.replaceAll(' ', '').toUpperCase();

/** The lots that are meant: `lotNumbers` null = all of the item. `unknown`: numbers that never came here. */
export function lotsMeant(
  ctx: Pick<Context, 'raw'>,
  itemId: string,
  lotNumbers: readonly string[] | null,
): { lots: LotTrace[]; unknown: string[] } {
  const all = listLotTraces(ctx.raw, itemId);
  if (lotNumbers === null) return { lots: all, unknown: [] };
  const named = new Set(lotNumbers.map(plainLot));
  const lots = all.filter((lot) => named.has(plainLot(lot.lotNumber)));
  const found = new Set(lots.map((lot) => plainLot(lot.lotNumber)));
  return { lots, unknown: lotNumbers.filter((number) => !found.has(plainLot(number))) };
}

export function withPlaces(ctx: Pick<Context, 'raw'>, lots: readonly LotTrace[]): RecallLot[] {
  const places = Map.groupBy(listPlacesOf(ctx.raw, lots.map((lot) => lot.lotId)), (place) => place.lotId); // prettier-ignore
  return lots.map((lot) => ({
    ...lot,
    elsewhere: lot.received - lot.toPatients - lot.toWards - lot.onHand,
    places: (places.get(lot.lotId) ?? []).map(({ locationId, name, onHand }) => ({ locationId, name, onHand })),
  }));
}

export type GotIt = { patientId: string; quantity: number; lotNumbers: string[]; lastGivenOn: string };

/** Who got units of these lots, merged records as one person; who got it last comes first. */
export function whoGot(ctx: Pick<Context, 'raw'>, lotIds: readonly string[]): GotIt[] {
  const { rootOf } = survivors(listLinks(ctx.raw));
  const people = new Map<string, GotIt>();
  for (const { patientId, lotNumber, quantity, day } of listGivenFrom(ctx.raw, lotIds)) {
    const id = rootOf(patientId);
    const found = people.get(id) ?? { patientId: id, quantity: 0, lotNumbers: [], lastGivenOn: day };
    found.quantity += quantity;
    if (!found.lotNumbers.includes(lotNumber)) found.lotNumbers.push(lotNumber);
    found.lastGivenOn = day > found.lastGivenOn ? day : found.lastGivenOn;
    people.set(id, found);
  }
  return [...people.values()].sort((a, b) => b.lastGivenOn.localeCompare(a.lastGivenOn));
}
