import type { PoolClient } from 'pg';
import type { KeyStep } from '../../../protocol/messages.ts';
import type { KeyPair } from '../../../security/keys.ts';
import { sealKeyOf } from '../../seal.ts';
import type { AnnouncedKey } from '../store.ts';
import type { Db } from './pool.ts';

/** How the hub's identity key follows from the one before it. */
export function keyPart(db: Db) {
  return {
    keySteps: async (): Promise<readonly KeyStep[]> => {
      const { rows } = await db.query<KeyStep>(
        'keySteps',
        'SELECT from_key AS "from", to_key AS "to", signature FROM hub_key ORDER BY no',
        [],
      );
      return rows;
    },
    sealKey: async (): Promise<string> => {
      const { rows } = await db.query<{ key: string | null; privateKey: string }>(
        'sealKey',
        'SELECT (SELECT key FROM hub_seal) AS key, private_key AS "privateKey" FROM identity',
        [],
      );
      const { key, privateKey } = rows[0]!;
      return key ?? sealKeyOf(privateKey);
    },
    announceKey: ({ from, to, signature, privateKey }: AnnouncedKey, at: string): Promise<boolean> =>
      db.transaction(async (client) => {
        const present = await holdPresent(client);
        const { rowCount } = await client.query('SELECT FROM hub_key WHERE private_key IS NOT NULL');
        if (rowCount !== 0 || present.publicKey !== from) return false;
        await client.query('INSERT INTO hub_key (from_key, to_key, private_key, signature, announced_at) VALUES ($1, $2, $3, $4, $5)', [
          from,
          to,
          privateKey,
          signature,
          at,
        ]);
        return true;
      }),
    changeKey: (at: string): Promise<string | null> =>
      db.transaction(async (client) => {
        const present = await holdPresent(client);
        const { rows } = await client.query<{ to: string; privateKey: string }>(
          'SELECT to_key AS "to", private_key AS "privateKey" FROM hub_key WHERE private_key IS NOT NULL',
        );
        const [next] = rows;
        if (next === undefined) return null;
        await take(client, present, { publicKey: next.to, privateKey: next.privateKey });
        await client.query('UPDATE hub_key SET private_key = NULL, changed_at = $1 WHERE to_key = $2', [at, next.to]);
        return next.to;
      }),
    replaceKey: (pair: KeyPair): Promise<void> =>
      db.transaction(async (client) => {
        await take(client, await holdPresent(client), pair);
        await client.query('DELETE FROM hub_key');
        await client.query('UPDATE enrolment_code SET expires_at = created_at WHERE used_at IS NULL');
      }),
  };
}

async function holdPresent(client: PoolClient): Promise<KeyPair> {
  const { rows } = await client.query<KeyPair>(
    'SELECT public_key AS "publicKey", private_key AS "privateKey" FROM identity FOR NO KEY UPDATE',
  );
  return rows[0]!;
}

/** Seals stay what they were: facilities carry them. */
async function take(client: PoolClient, present: KeyPair, next: KeyPair): Promise<void> {
  await client.query('INSERT INTO hub_seal (id, key) VALUES (1, $1) ON CONFLICT DO NOTHING', [sealKeyOf(present.privateKey)]);
  await client.query('UPDATE identity SET public_key = $1, private_key = $2', [next.publicKey, next.privateKey]);
}
