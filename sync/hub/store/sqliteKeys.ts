import type { Database as SqliteFile } from 'better-sqlite3';
import type { KeyStep } from '../../protocol/messages.ts';
import type { KeyPair } from '../../security/keys.ts';
import { sealKeyOf } from '../seal.ts';
import type { AnnouncedKey } from './store.ts';

/** How the hub's identity key follows from the one before it. */
export function keyPart(file: SqliteFile) {
  const steps = file.prepare<[], KeyStep>('SELECT from_key AS "from", to_key AS "to", signature FROM hub_key ORDER BY no');
  const announced = file.prepare<[], { to: string; privateKey: string }>(
    'SELECT to_key AS "to", private_key AS privateKey FROM hub_key WHERE private_key IS NOT NULL',
  );
  const present = file.prepare<[], KeyPair>('SELECT public_key AS publicKey, private_key AS privateKey FROM identity');
  const insert = file.prepare('INSERT INTO hub_key (from_key, to_key, private_key, signature, announced_at) VALUES (?, ?, ?, ?, ?)');
  const putInForce = file.prepare('UPDATE hub_key SET private_key = NULL, changed_at = ? WHERE to_key = ?');
  const setIdentity = file.prepare('UPDATE identity SET public_key = ?, private_key = ?');
  const keepSeal = file.prepare('INSERT INTO hub_seal (id, key) VALUES (1, ?) ON CONFLICT DO NOTHING');
  const seal = file.prepare<[], string>('SELECT key FROM hub_seal').pluck();

  const announce = file.transaction(({ from, to, signature, privateKey }: AnnouncedKey, at: string): boolean => {
    if (announced.get() !== undefined || present.get()!.publicKey !== from) return false;
    insert.run(from, to, privateKey, signature, at);
    return true;
  });
  const take = (to: string, privateKey: string) => {
    keepSeal.run(sealKeyOf(present.get()!.privateKey));
    setIdentity.run(to, privateKey);
  };
  const change = file.transaction((at: string): string | null => {
    const next = announced.get();
    if (next === undefined) return null;
    take(next.to, next.privateKey);
    putInForce.run(at, next.to);
    return next.to;
  });
  const replace = file.transaction(({ publicKey, privateKey }: KeyPair) => {
    take(publicKey, privateKey);
    file.exec('DELETE FROM hub_key; UPDATE enrolment_code SET expires_at = created_at WHERE used_at IS NULL');
  });
  return {
    keySteps: async () => steps.all(),
    sealKey: async () => seal.get() ?? sealKeyOf(present.get()!.privateKey),
    announceKey: async (key: AnnouncedKey, at: string) => announce.immediate(key, at),
    changeKey: async (at: string) => change.immediate(at),
    replaceKey: async (pair: KeyPair) => replace.immediate(pair),
  };
}
