import type { Migration } from './migration.ts';

/** Many clinics reach their hub only through an HTTP proxy. */
export const proxy: Migration = {
  version: 480,
  name: 'proxy',
  up: (db) =>
    db.exec(`
    ALTER TABLE link_setting ADD COLUMN proxy_url TEXT; -- http://proxy.example:3128; NULL = as the computer's environment says
    ALTER TABLE link_setting ADD COLUMN proxy_user TEXT CONSTRAINT link_setting_proxy_user CHECK (proxy_user IS NULL OR proxy_url IS NOT NULL);
    ALTER TABLE link_setting ADD COLUMN proxy_password TEXT CONSTRAINT link_setting_proxy_password CHECK (proxy_password IS NULL OR proxy_user IS NOT NULL);
    `),
};
