import type { Migration } from './migration.ts';

export const stockViews: Migration = {
  version: 350,
  name: 'stock_views',
  up: (db) =>
    db.exec(`
    CREATE TABLE stock_view (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      name TEXT NOT NULL,
      view TEXT NOT NULL CONSTRAINT stock_view_view CHECK (json_valid(view)),
      is_removed INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_view_is_removed CHECK (is_removed IN (0, 1)),
      created_at TEXT NOT NULL,
      UNIQUE (user_id, name)
    ) STRICT;`),
};
