import type { Insertable, Selectable } from 'kysely';
import type { Tables } from './tables.generated.ts';

/** The full-text index of people: rebuilt from patient, never the truth. */
export type PatientSearch = { patient_id: string; words: string; sounds: string };

export type Database = Tables & { patient_search: PatientSearch };
export type TableName = keyof Tables;
export type Row<T extends TableName> = Selectable<Tables[T]>;
export type NewRow<T extends TableName> = Insertable<Tables[T]>;
