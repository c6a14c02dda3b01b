import type { Migration } from './migration.ts';

/** What a facility wants to read from its hub, and how sparing it is with the line. */
export const linkSetting: Migration = {
  version: 440,
  name: 'link setting',
  up: (db) =>
    db.exec(`
    -- What people chose.
    CREATE TABLE link_setting (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT link_setting_is_one CHECK (id = 'link'),
      radius_km INTEGER CONSTRAINT link_setting_radius CHECK (radius_km BETWEEN 1 AND 20000), -- around this facility; NULL = everywhere
      only_own_items INTEGER NOT NULL DEFAULT 0 CONSTRAINT link_setting_only_own_items CHECK (only_own_items IN (0, 1)), -- of stock levels those of products that this facility has
      is_metered INTEGER NOT NULL DEFAULT 0 CONSTRAINT link_setting_is_metered CHECK (is_metered IN (0, 1)), -- every byte is paid for
      is_paused INTEGER NOT NULL DEFAULT 0 CONSTRAINT link_setting_is_paused CHECK (is_paused IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO link_setting (id) VALUES ('link');

    -- The interest as the hub is told it, in JSON; NULL = everything. Apart from hub_link, whose row is written with every page.
    CREATE TABLE link_interest (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT link_interest_is_one CHECK (id = 1),
      wanted TEXT CONSTRAINT link_interest_wanted CHECK (json_valid(wanted)),
      held TEXT CONSTRAINT link_interest_held CHECK (json_valid(held)) -- the one that hub_link.cursor was read under
    ) STRICT;
    INSERT INTO link_interest (id) VALUES (1);`),
};
