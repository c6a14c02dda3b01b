import { randomBytes } from 'node:crypto';
import { findSeal, type PaperLine } from '../../db/queries/prescriptionSeals.ts';
import { insert } from '../../db/write.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { dosage, type Dosage } from '../../preload/contract/dosage.ts';
import type { Context } from '../facility/context.ts';
import { inTransaction } from '../facility/context.ts';
import { settleClaims } from './claims.ts';
import { type SealLine, writeSeal } from './code.ts';
import { signingKey } from './keys.ts';
import { noProduct, productTag } from './token.ts';

/** Whoever scans it elsewhere reads them from the code; what is longer stands on the paper alone, and the code shows where it was cut. */
const longest = { medicine: 90, unit: 24, directions: 180 } as const;
const mostInCode = 12;

/** What may still be handed out of it. */
export const isOpen = (line: PaperLine, today: string): boolean =>
  line.status === 'active' && line.valid_until >= today && line.quantity > (line.dispensed ?? 0);

/**
 * The signed code of these lines, all of one prescription. Each line gets its secret the first time and keeps it: a reprint and a bag's
 * label are claimed like the first paper. A transaction of its own, before the file is made.
 */
export async function sealLines(ctx: Context, lines: readonly PaperLine[], locale: 'en' | 'fr'): Promise<string> {
  const [first] = lines;
  if (!first) throw new Error('a code needs a line');
  return inTransaction(ctx, async (inside) => {
    const key = signingKey(inside, inside.facility.self);
    const sealed: SealLine[] = [];
    for (const line of lines.slice(0, mostInCode)) {
      sealed.push({
        line: line.line,
        quantity: line.quantity,
        product: line.product_key === null ? noProduct : productTag(line.product_key),
        secret: await secretOf(inside, line),
        medicine: cut(line.medicine, longest.medicine),
        unit: cut(line.unit, longest.unit),
        directions: cut(directionsOf(line, locale), longest.directions),
      });
    }
    const validUntil = lines.map(({ valid_until: until }) => until).toSorted()[0]!;
    const issuedAt = `${inside.now().slice(0, 19)}.000Z`;
    return writeSeal({ facilityId: inside.facility.self.id, number: first.number, issuedAt, validUntil, lines: sealed }, key);
  });
}

async function secretOf(ctx: Context, line: PaperLine): Promise<Buffer> {
  const found = await findSeal(ctx.db, line.id);
  if (found) return Buffer.from(found.secret);
  const secret = randomBytes(16);
  insert(ctx, 'prescription_seal', {
    id: ctx.newId(),
    medication_request_id: line.id,
    patient_id: line.patient_id,
    secret,
    created_at: ctx.now(),
  });
  settleClaims(ctx, line.id); // a part may have been handed out before there was a paper
  return secret;
}

export const dosageOf = (line: Pick<PaperLine, 'dosage'>): Dosage | null =>
  line.dosage === null ? null : (dosage.safeParse(JSON.parse(line.dosage)).data ?? null);

/** Structured directions in any language that has a sentence; others as they were written. */
export function directionsOf(line: Pick<PaperLine, 'dosage' | 'directions'>, locale: 'en' | 'fr'): string {
  const structured = dosageOf(line);
  return structured === null ? line.directions : directionsSentence(structured, locale);
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
