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
    INSERT INTO access_policy (id) VALUES ('policy');

    -- The history of settings is read from its end.
    CREATE INDEX audit_event_of_settings ON audit_event (seq)
      WHERE resource IN ('facility', 'role', 'user_role', 'user_account', 'role_sign_in', 'department', 'user_department', 'access_policy', 'retention_policy', 'backup_plan', 'seat_sharing', 'hub_link', 'recovery_key', 'configuration')
        AND action IN ('create', 'amend', 'remove', 'enrol', 'renew', 'import', 'export');`),
};
