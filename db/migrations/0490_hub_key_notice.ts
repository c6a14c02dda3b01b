import type { Migration } from './migration.ts';

/** When the hub's key changes, the people here are told, and can say that they compared it. */
export const hubKeyNotice: Migration = {
  version: 490,
  name: 'hubKeyNotice',
  up: (db) =>
    db.exec(`
    ALTER TABLE hub_link ADD COLUMN hub_former_key TEXT; -- that announced hub_public_key; NULL = this one is from the enrolment
    ALTER TABLE hub_link ADD COLUMN hub_key_since TEXT; -- when hub_public_key was taken; NULL = at the enrolment
    ALTER TABLE hub_link ADD COLUMN hub_key_checked_at TEXT; -- when somebody here compared hub_public_key with what the hub's operator reads aloud
    ALTER TABLE hub_link ADD COLUMN hub_next_key_at TEXT; -- when hub_next_key was first heard of
    `),
};
