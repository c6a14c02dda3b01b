import type { StoredEntry } from '../../db/queries/audit.ts';
import { unseal } from '../../db/personKeys.ts';
import type { ToldWithReason } from '../../db/write.ts';
import type { FieldChange } from '../../preload/contract/audit.ts';
import type { Context } from '../facility/context.ts';

type Keys = Pick<Context, 'keys' | 'raw'>;

/** What an entry says: 'erased' when the key of the person it is about is gone, and the typed reason with it. */
export function openContent(
  ctx: Keys,
  entry: Pick<StoredEntry, 'body' | 'isSealed' | 'patientId' | 'reason' | 'sealedReason'>,
): { content: 'none' | 'shown' | 'erased'; changes: FieldChange[]; reason: string } {
  const { reason } = entry;
  if (!entry.body) return { content: 'none', changes: [], reason };
  if (entry.isSealed === 0) return { content: 'shown', changes: toChanges(parse(entry.body)), reason };
  const key = entry.patientId && ctx.keys.forReading(ctx.raw, entry.patientId);
  if (!key) return { content: 'erased', changes: [], reason: '' };
  const opened = parse(unseal(key, entry.body));
  if (!entry.sealedReason) return { content: 'shown', changes: toChanges(opened), reason };
  const { reason: typed, told } = opened as ToldWithReason;
  return told === undefined
    ? { content: 'none', changes: [], reason: typed }
    : { content: 'shown', changes: toChanges(told as Values), reason: typed };
}

/** The reason as it was typed; '' when it went with the person. */
export function openReason(ctx: Keys, line: Pick<StoredEntry, 'patientId' | 'reason' | 'sealedReason'>): string {
  if (!line.sealedReason) return line.reason;
  const key = line.patientId && ctx.keys.forReading(ctx.raw, line.patientId);
  return key ? (parse(unseal(key, line.sealedReason)) as ToldWithReason).reason : '';
}

type Values = Readonly<Record<string, unknown>>;
const parse = (body: Uint8Array): Values => JSON.parse(Buffer.from(body).toString('utf8')) as Values;

/** `{ before, after }` of a change field by field; anything else is what there was afterwards. */
function toChanges(told: Values): FieldChange[] {
  const isChange = isValues(told['after']) || isValues(told['before']);
  const before = isChange && isValues(told['before']) ? told['before'] : {};
  const after = isChange ? (isValues(told['after']) ? told['after'] : {}) : told;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    before: asText(before[field]),
    after: asText(after[field]),
  }));
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
