import type { Insertable, Selectable } from 'kysely';
import type { Tables } from './tables.generated.ts';

/** The full-text index of people: rebuilt from patient, never the truth. */
export type PatientSearch = { patient_id: string; words: string; sounds: string };

/** A view: each movement with what it is worth, minor units and signed; those of before values were kept at their lot's cost. */
export type ValuedMovement = {
  id: string;
  item_id: string;
  lot_id: string;
  location_id: string;
  quantity: number;
  reason: string;
  ref_id: string | null;
  reverses_id: string | null;
  moved_at: string;
  recorded_at: string;
  local_date: string;
  value: number;
};

export type Database = Tables & { patient_search: PatientSearch; valued_movement: ValuedMovement };
export type TableName = keyof Tables;
export type Row<T extends TableName> = Selectable<Tables[T]>;
export type NewRow<T extends TableName> = Insertable<Tables[T]>;
