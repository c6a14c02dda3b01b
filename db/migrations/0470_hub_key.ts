import type { Migration } from './migration.ts';

/** The hub's identity key can change: what it said would come next, and nothing else, may follow. */
export const hubKey: Migration = {
  version: 470,
  name: 'hubKey',
  up: (db) =>
    db.exec(`
    ALTER TABLE hub_link ADD COLUMN hub_next_key TEXT; -- announced by hub_public_key, as SPKI in base64
    `),
};
