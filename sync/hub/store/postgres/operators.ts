import type { OperatorAct, OperatorRecord, OperatorSession, OperatorStore } from '../operators.ts';
import type { Db } from './pool.ts';

const columns = `name, password_hash AS "passwordHash", totp_secret AS "totpSecret", totp_step AS "totpStep", created_at AS "createdAt",
  last_signed_in_at AS "lastSignedInAt"`;

export function operatorPart(db: Db): OperatorStore {
  const does = async (name: string, text: string, values: readonly unknown[]) => (await db.query(name, text, values)).rowCount === 1;
  return {
    add: ({ name, passwordHash, totpSecret }, at) =>
      does(
        'addOperator',
        'INSERT INTO operator (name, password_hash, totp_secret, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [name, passwordHash, totpSecret, at],
      ),
    find: async (name) =>
      (await db.query<OperatorRecord>('findOperator', `SELECT ${columns} FROM operator WHERE name = $1`, [name])).rows[0],
    list: async () =>
      (await db.query<OperatorRecord>('listOperators', `SELECT ${columns} FROM operator ORDER BY name COLLATE "C"`, [])).rows,
    remove: (name) => does('removeOperator', 'DELETE FROM operator WHERE name = $1', [name]),
    setPassword: (name, hash) =>
      does(
        'setOperatorPassword',
        `WITH ended AS (DELETE FROM operator_session WHERE operator = $2)
         UPDATE operator SET password_hash = $1, failed_tries = 0, locked_until = NULL WHERE name = $2`,
        [hash, name],
      ),
    setTotp: (name, secret) =>
      does(
        'setOperatorTotp',
        'WITH ended AS (DELETE FROM operator_session WHERE operator = $2) UPDATE operator SET totp_secret = $1, totp_step = 0 WHERE name = $2',
        [secret, name],
      ),
    takeTry: (name, at, lockedUntil) =>
      db.transaction(async (client) => {
        const { rows } = await client.query<{ tries: number; until: string | null }>(
          'SELECT failed_tries AS tries, locked_until AS until FROM operator WHERE name = $1 FOR UPDATE',
          [name],
        );
        const [found] = rows;
        if (found === undefined) return null;
        if (found.until !== null && found.until > at) return found.until;
        const tries = found.tries + 1;
        await client.query('UPDATE operator SET failed_tries = $1, locked_until = $2 WHERE name = $3', [tries, lockedUntil(tries), name]);
        return null;
      }),
    takeStep: (name, step) => does('takeStep', 'UPDATE operator SET totp_step = $1 WHERE name = $2 AND totp_step < $1', [step, name]),
    beginSession: ({ tokenSha256, operator }, at, forgetBefore) =>
      db.transaction(async (client) => {
        await client.query('DELETE FROM operator_session WHERE started_at < $1', [forgetBefore]);
        await client.query('INSERT INTO operator_session (token_sha256, operator, started_at, used_at) VALUES ($1, $2, $3, $3)', [
          tokenSha256,
          operator,
          at,
        ]);
        await client.query('UPDATE operator SET failed_tries = 0, locked_until = NULL, last_signed_in_at = $1 WHERE name = $2', [
          at,
          operator,
        ]);
      }),
    findSession: async (token) =>
      (
        await db.query<OperatorSession>(
          'findSession',
          'SELECT operator, started_at AS "startedAt", used_at AS "usedAt" FROM operator_session WHERE token_sha256 = $1',
          [token],
        )
      ).rows[0],
    useSession: async (token, at) =>
      void (await db.query('useSession', 'UPDATE operator_session SET used_at = $1 WHERE token_sha256 = $2', [at, token])),
    endSession: async (token) => void (await db.query('endSession', 'DELETE FROM operator_session WHERE token_sha256 = $1', [token])),
    note: async ({ at, operator, act, about }) =>
      void (await db.query('noteAct', 'INSERT INTO operator_act (at, operator, act, about) VALUES ($1, $2, $3, $4)', [
        at,
        operator,
        act,
        about,
      ])),
    acts: async (limit) =>
      (await db.query<OperatorAct>('acts', 'SELECT at, operator, act, about FROM operator_act ORDER BY no DESC LIMIT $1', [limit])).rows,
  };
}
