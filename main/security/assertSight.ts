import { findRowOwner } from '../../db/queries/records.ts';
import { findOwner, ownedBy, wasNotedSince } from '../../db/queries/visibility.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input, MethodName } from '../../preload/contract/index.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import { recordTables } from './recordTables.ts';
import { sightNow } from './sightNow.ts';
import { dispensing, type IsRestricted, lettingThrough, veils } from './veils.ts';

const noteAgainAfterMs = 10 * 60_000;

/**
 * Before anything is read: a call that names a person, or a thing of theirs, is refused where the record is not for the
 * eyes of who asks. What is done under a break-glass is written down with its reason. @throws 'patient.restricted'
 */
export async function assertSight(ctx: Context, method: MethodName, input: unknown): Promise<void> {
  const sight = sightNow(ctx);
  if (!sight) return;
  for (const patientId of personsIn(ctx, method, input)) {
    const { sight: has, glass } = sight(patientId);
    if (has === 'none' && mayDispense(ctx, method)) await noteDispensing(ctx, method, patientId, input);
    else if (has === 'none' && !lettingThrough.has(method)) throw new AppError('patient.restricted');
    if (has === 'break-glass' && glass && !(lettingThrough.has(method) && !veils[method])) await noteUnder(ctx, method, patientId, glass);
  }
}

/** Before an answer leaves: what stands in it about restricted people is emptied. A command's is veiled in its transaction: refused there, nothing of it is written. @throws 'patient.restricted' */
export function veilAnswer(ctx: Context, method: MethodName, input: unknown, value: unknown): unknown {
  const sight = sightNow(ctx);
  if (!sight) return value;
  const persons = patientIdsOf(value);
  const veil = veils[method] as ((value: unknown, isRestricted: IsRestricted, input: unknown) => unknown) | undefined;
  const isRestricted = (patientId: string) => sight(patientId).sight === 'none';
  if (!veil && !lettingThrough.has(method) && persons.some(isRestricted)) throw new AppError('patient.restricted');
  return veil ? veil(value, isRestricted, input) : value;
}

function mayDispense(ctx: Context, method: MethodName): boolean {
  return dispensing.has(method) && ctx.can('MedicationDispense.create');
}

/** "Who looked at this record" names those who opened its prescription at the counter. Handing over has lines of its own. */
async function noteDispensing(ctx: Context, method: MethodName, patientId: string, input: unknown): Promise<void> {
  if (method !== 'prescriptions.get' && method !== 'dispensing.open') return;
  const resourceId = String((input as { medicationRequestId: string }).medicationRequestId);
  const since = new Date(Date.parse(ctx.now()) - noteAgainAfterMs).toISOString();
  const note = { action: 'read', resource: 'medication_request', resourceId, patientId };
  await inTransaction(ctx, (inside) => {
    if (!wasNotedSince(inside.raw, { ...note, actorId: inside.user.userId, since })) audit(inside, note);
  });
}

async function noteUnder(ctx: Context, method: MethodName, patientId: string, glass: { id: string; reason: string }): Promise<void> {
  if (method === 'sensitivity.of') return; // the banner's own question
  const since = new Date(Date.parse(ctx.now()) - noteAgainAfterMs).toISOString();
  await inTransaction(ctx, (inside) => {
    const note = { action: 'break-glass-read', resource: method, resourceId: glass.id, patientId };
    if (!wasNotedSince(inside.raw, { ...note, actorId: inside.user.userId, since })) audit(inside, { ...note, reason: glass.reason });
  });
}

/** Whose things the call asks for, wherever in its input they stand. */
export function personsIn(ctx: Context, method: MethodName, input: unknown): string[] {
  const persons = new Set<string>();
  walk(input, (key, value) => {
    const by = ownedBy.find((one) => one === key);
    const owner = by && findOwner(ctx.raw, by, value);
    if (owner) persons.add(owner);
  });
  if (method === 'history.of') {
    const { resource, id } = input as Input<'history.of'>;
    const owner = findRowOwner(ctx.raw, recordTables[resource], id);
    if (owner) persons.add(owner);
  }
  return [...persons];
}

function patientIdsOf(value: unknown): string[] {
  const persons = new Set<string>();
  walk(value, (key, text) => void (key === 'patientId' && persons.add(text)));
  return [...persons];
}

function walk(value: unknown, see: (key: string, text: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') see(key, inner);
    else walk(inner, see);
  }
}
