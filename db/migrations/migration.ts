import type { Database as SqliteFile } from 'better-sqlite3';

/** A step of ten in the schema's history: plain SQL, frozen once released, without application code. */
export type Migration = { version: number; name: string; up: (db: SqliteFile) => void };
