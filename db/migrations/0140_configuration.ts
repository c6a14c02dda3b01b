import type { Migration } from './migration.ts';

/** What an administrator decides about access; its history is the audit's. */
export const configuration: Migration = {
  version: 140,
  name: 'configuration',
  up: (db) =>
    db.exec(`
    CREATE TABLE access_policy (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT access_policy_is_one CHECK (id = 'policy'),
      break_glass_minutes INTEGER NOT NULL DEFAULT 60 CONSTRAINT access_policy_minutes CHECK (break_glass_minutes BETWEEN 5 AND 480), -- how long an opened restricted record stays open
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO access_policy (id) VALUES ('policy');`),
};
