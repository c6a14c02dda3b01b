import type { Migration } from './migration.ts';

/** The audit's filters answer from an index each, newest first; the row's number is part of every index. */
export const accounts: Migration = {
  version: 90,
  name: 'accounts',
  up: (db) =>
    db.exec(`
    CREATE INDEX audit_event_by_actor ON audit_event (actor_id);
    CREATE INDEX audit_event_by_action ON audit_event (action);
    CREATE INDEX audit_event_by_resource ON audit_event (resource);
    CREATE INDEX audit_event_by_at ON audit_event (at); -- a clock set back leaves the numbers in another order than the times
    CREATE INDEX audit_event_with_reason ON audit_event (seq) WHERE reason <> '';`),
};
