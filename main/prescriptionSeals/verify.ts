import { findSealedRequest, listClaims, listOutside, listProductKeys } from '../../db/queries/prescriptionSeals.ts';
import { facilityCodeOf, parseNumber } from '../../preload/contract/readableNumber.ts';
import type { VerifiedLine } from '../../preload/contract/prescriptionSeals.ts';
import { clockToleranceMs } from '../../sync/protocol/limits.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readItem } from '../inventory/stockLevel.ts';
import { readSeal, type SealLine } from './code.ts';
import { namedClaims } from './elsewhere.ts';
import { type Judged, judge, validityOf } from './judge.ts';
import { keysOf } from './keys.ts';
import { productTag, tokenOf } from './token.ts';

/** Without a network. */
export async function judgeHere(ctx: Context, code: string): Promise<Judged> {
  const facilityId = readSeal(code)?.seal.facilityId;
  const keys = facilityId === undefined ? undefined : await keysOf(ctx, facilityId);
  return judge(code, () => keys);
}

export const verifySeal: QueryHandler<'prescriptionSeals.verify'> = async (ctx, { code }) => {
  const { verdict, seal } = await judgeHere(ctx, code);
  const skew = ctx.facility.network.status().clockSkewMinutes;
  const isClockDoubtful = skew !== null && Math.abs(skew) * 60_000 > clockToleranceMs;
  const nothing = { issuedAt: null, validUntil: null, validity: null, isClockDoubtful, lines: [] };
  if (seal === null) {
    const number = verdict === 'number-only' ? parseNumber(code) : null;
    const claimed = readSeal(code)?.seal; // a forged one names whom it pretends to come from
    const shown = number?.code ?? (claimed ? facilityCodeOf(claimed.facilityId) : null);
    return { verdict, facility: shown === null ? null : await facilityOf(ctx, shown), number: number ? code.trim() : null, ...nothing };
  }
  const items = new Map((await listProductKeys(ctx.db)).map((item) => [productTag(item.product_key ?? '').toString('hex'), item.id]));
  const lines: VerifiedLine[] = [];
  for (const line of seal.lines) lines.push(await standingOf(ctx, line, items.get(line.product.toString('hex'))));
  return {
    verdict,
    facility: await facilityOf(ctx, facilityCodeOf(seal.facilityId)),
    number: seal.number,
    issuedAt: seal.issuedAt,
    validUntil: seal.validUntil,
    validity: validityOf(seal, ctx.now(), ctx.today()),
    isClockDoubtful,
    lines,
  };
};

async function standingOf(ctx: Context, line: SealLine, itemId: string | undefined): Promise<VerifiedLine> {
  const token = tokenOf(line.secret);
  const claims = await listClaims(ctx.db, token);
  const own = await findSealedRequest(ctx.db, line.secret);
  const item = itemId === undefined ? undefined : readItem(ctx, itemId)?.row;
  return {
    line: line.line,
    medicine: line.medicine,
    directions: line.directions,
    quantity: line.quantity,
    unit: line.unit,
    item: item ? { itemId: item.itemId, name: item.name, unit: item.unit, usable: item.usable } : null,
    usedHere: claims.reduce((sum, claim) => sum + claim.quantity, 0),
    requests: [...(own ? [own] : []), ...(await listOutside(ctx.db, token))].map(({ id, number }) => ({ medicationRequestId: id, number })),
  };
}

async function facilityOf(ctx: Context, code: string) {
  const { self } = ctx.facility;
  if (code === self.code) return { code, name: self.name, phone: self.phone === '' ? null : self.phone, isOwn: true };
  const peer = await ctx.db.selectFrom('peer_facility').select(['name', 'phone']).where('code', '=', code).executeTakeFirst();
  return { code, name: peer?.name ?? null, phone: peer?.phone ?? null, isOwn: false };
}

export const askElsewhere: QueryHandler<'prescriptionSeals.ask'> = async (ctx, { code }) => {
  const { seal } = await judgeHere(ctx, code);
  if (seal === null) return { isKnown: false, lines: [] };
  const asked = seal.lines.map(({ secret, quantity }) => ({
    id: ctx.newId(),
    act: 'ask' as const,
    token: tokenOf(secret),
    quantity,
    of: quantity,
  }));
  const answers = await ctx.facility.network.claim(asked);
  if (answers === null) return { isKnown: false, lines: [] };
  const lines = [];
  for (const [index, { line, quantity }] of seal.lines.entries()) {
    const before = answers[index]?.before ?? [];
    const taken = before.reduce((sum, claim) => sum + claim.quantity, 0);
    lines.push({ line, claims: await namedClaims(ctx, before), left: Math.max(0, quantity - taken) });
  }
  return { isKnown: true, lines };
};
