import type { StoredEntry } from '../../db/queries/audit.ts';
import { unseal } from '../../db/personKeys.ts';
import type { FieldChange } from '../../preload/contract/audit.ts';
import type { Context } from '../facility/context.ts';

/** What an entry says: 'erased' when the key of the person it is about is gone. */
export function openContent(
  ctx: Pick<Context, 'keys' | 'raw'>,
  entry: Pick<StoredEntry, 'body' | 'isSealed' | 'patientId'>,
): { content: 'none' | 'shown' | 'erased'; changes: FieldChange[] } {
  if (!entry.body) return { content: 'none', changes: [] };
  if (entry.isSealed === 0) return { content: 'shown', changes: toChanges(entry.body) };
  const key = entry.patientId && ctx.keys.forReading(ctx.raw, entry.patientId);
  return key ? { content: 'shown', changes: toChanges(unseal(key, entry.body)) } : { content: 'erased', changes: [] };
}

type Values = Readonly<Record<string, unknown>>;

/** `{ before, after }` of a change field by field; anything else is what there was afterwards. */
function toChanges(body: Uint8Array): FieldChange[] {
  const told = JSON.parse(Buffer.from(body).toString('utf8')) as Values;
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
