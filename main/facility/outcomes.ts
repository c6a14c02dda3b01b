import { createHash } from 'node:crypto';
import { seal, unseal } from '../../db/personKeys.ts';
import { prepared } from '../../db/statements.ts';
import type { WriteScope } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';

export type Call = { key: string; method: string; input: unknown };
type Stored = { method: string; input_hash: string; patient_id: string | null; outcome: Uint8Array };

const hashInput = (call: Call): string =>
  createHash('sha256')
    .update(JSON.stringify([call.method, call.input]))
    .digest('hex');

/** What this key was answered before. @throws 'ipc.key_reused' when the same key comes with another input */
export function findOutcome(ctx: WriteScope, call: Call): { value: unknown } | undefined {
  const sql = 'SELECT method, input_hash, patient_id, outcome FROM request_outcome WHERE actor_id = ? AND key = ?';
  const row = prepared(ctx.raw, sql).get(ctx.actor.id, call.key) as Stored | undefined;
  if (!row) return undefined;
  if (row.method !== call.method || row.input_hash !== hashInput(call)) throw new AppError('ipc.key_reused', { method: call.method });
  if (row.patient_id === null) return { value: JSON.parse(Buffer.from(row.outcome).toString('utf8')) };
  const key = ctx.keys.forReading(ctx.raw, row.patient_id);
  if (!key) throw new AppError('not_found', { resource: 'Patient' }); // erased since
  return { value: JSON.parse(unseal(key, row.outcome).toString('utf8')) };
}

/** The last row of a command's transaction; what it says of a person is sealed with their key. */
export function keepOutcome(ctx: WriteScope, call: Call, value: unknown, patientId: string | null): void {
  const plain = Buffer.from(JSON.stringify(value));
  const outcome = patientId === null ? plain : seal(ctx.keys.forWriting(ctx.raw, patientId, ctx.now()), plain);
  prepared(
    ctx.raw,
    'INSERT INTO request_outcome (actor_id, key, method, input_hash, patient_id, outcome, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(ctx.actor.id, call.key, call.method, hashInput(call), patientId, outcome, ctx.now());
}
