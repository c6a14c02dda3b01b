import type { FieldChange } from '../../preload/contract/audit.ts';

/** Columns that say nothing to a person: ids, counters, who and when (the entry itself says these). */
const hidden =
  /^(id|version|number|sort_name|last_seen_at|created_at|recorded_at|created_by|recorded_by|set_by|code_system|code_edition|safety|overrides|product|product_key|epoch_id|epoch_letter|is_demo|local_date|password_hash|.+_id|.+_ids)$/;
/** What every new row has. */
const usual: Readonly<Record<string, readonly string[]>> = { status: ['active', 'current', 'final'], birth_date_precision: ['day'] };

/** An audit entry's columns as a history tells them: what a person would name, in the contract's spelling. */
export function recordedChanges(changes: readonly FieldChange[]): FieldChange[] {
  return changes
    .filter(({ field, before, after }) => !hidden.test(field) && (before ?? '') !== (after ?? ''))
    .filter(({ field, before, after }) => before !== null || !(usual[field] ?? []).includes(after ?? ''))
    .map((change) => ({ ...change, field: change.field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) }));
}
