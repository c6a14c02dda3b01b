import type { FieldChange } from '../../preload/contract/audit.ts';

/** Columns that say nothing to a person: ids, counters, who and when (the entry itself says these). */
const hidden =
  /^(id|version|sort_name|created_at|recorded_at|created_by|recorded_by|set_by|code_system|code_edition|safety|overrides|product|product_key|epoch_id|epoch_letter|is_demo|local_date|.+_id|.+_ids)$/;

/** An audit entry's columns as a history tells them: what a person would name, in the contract's spelling. */
export function recordedChanges(changes: readonly FieldChange[]): FieldChange[] {
  return changes
    .filter(({ field, before, after }) => !hidden.test(field) && (before !== null || after !== null) && before !== after)
    .map((change) => ({ ...change, field: change.field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) }));
}
