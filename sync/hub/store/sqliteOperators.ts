import type { Database as SqliteFile } from 'better-sqlite3';
import type { OperatorAct, OperatorRecord, OperatorSession, OperatorStore } from './operators.ts';

const columns = `name, password_hash AS passwordHash, totp_secret AS totpSecret, totp_step AS totpStep, created_at AS createdAt,
  last_signed_in_at AS lastSignedInAt`;

export function operatorPart(file: SqliteFile): OperatorStore {
  const insert = file.prepare(
    'INSERT INTO operator (name, password_hash, totp_secret, created_at) VALUES (@name, @passwordHash, @totpSecret, @at) ON CONFLICT DO NOTHING',
  );
  const find = file.prepare<[string], OperatorRecord>(`SELECT ${columns} FROM operator WHERE name = ?`);
  const list = file.prepare<[], OperatorRecord>(`SELECT ${columns} FROM operator ORDER BY name`);
  const remove = file.prepare('DELETE FROM operator WHERE name = ?');
  const setPassword = file.prepare('UPDATE operator SET password_hash = ?, failed_tries = 0, locked_until = NULL WHERE name = ?');
  const setTotp = file.prepare('UPDATE operator SET totp_secret = ?, totp_step = 0 WHERE name = ?');
  const endSessions = file.prepare('DELETE FROM operator_session WHERE operator = ?');
  const readTries = file.prepare<[string], { tries: number; lockedUntil: string | null }>(
    'SELECT failed_tries AS tries, locked_until AS lockedUntil FROM operator WHERE name = ?',
  );
  const setTries = file.prepare('UPDATE operator SET failed_tries = ?, locked_until = ? WHERE name = ?');
  const takeStep = file.prepare('UPDATE operator SET totp_step = @step WHERE name = @name AND totp_step < @step');
  const forget = file.prepare('DELETE FROM operator_session WHERE started_at < ?');
  const begin = file.prepare('INSERT INTO operator_session (token_sha256, operator, started_at, used_at) VALUES (?, ?, ?, ?)');
  const signedIn = file.prepare('UPDATE operator SET failed_tries = 0, locked_until = NULL, last_signed_in_at = ? WHERE name = ?');
  const findSession = file.prepare<[string], OperatorSession>(
    'SELECT operator, started_at AS startedAt, used_at AS usedAt FROM operator_session WHERE token_sha256 = ?',
  );
  const useSession = file.prepare('UPDATE operator_session SET used_at = ? WHERE token_sha256 = ?');
  const endSession = file.prepare('DELETE FROM operator_session WHERE token_sha256 = ?');
  const note = file.prepare('INSERT INTO operator_act (at, operator, act, about) VALUES (@at, @operator, @act, @about)');
  const acts = file.prepare<[number], OperatorAct>('SELECT at, operator, act, about FROM operator_act ORDER BY no DESC LIMIT ?');

  const takeTry = file.transaction((name: string, at: string, lockedUntil: (tries: number) => string | null): string | null => {
    const found = readTries.get(name);
    if (found === undefined) return null;
    if (found.lockedUntil !== null && found.lockedUntil > at) return found.lockedUntil;
    setTries.run(found.tries + 1, lockedUntil(found.tries + 1), name);
    return null;
  });
  return {
    add: async (operator, at) => insert.run({ ...operator, at }).changes === 1,
    find: async (name) => find.get(name),
    list: async () => list.all(),
    remove: async (name) => remove.run(name).changes === 1,
    setPassword: async (name, hash) =>
      file.transaction(() => {
        endSessions.run(name);
        return setPassword.run(hash, name).changes === 1;
      })(),
    setTotp: async (name, secret) =>
      file.transaction(() => {
        endSessions.run(name);
        return setTotp.run(secret, name).changes === 1;
      })(),
    takeTry: async (name, at, lockedUntil) => takeTry.immediate(name, at, lockedUntil),
    takeStep: async (name, step) => takeStep.run({ name, step }).changes === 1,
    beginSession: async ({ tokenSha256, operator }, at, forgetBefore) =>
      file.transaction(() => {
        forget.run(forgetBefore);
        begin.run(tokenSha256, operator, at, at);
        signedIn.run(at, operator);
      })(),
    findSession: async (token) => findSession.get(token),
    useSession: async (token, at) => void useSession.run(at, token),
    endSession: async (token) => void endSession.run(token),
    note: async (act) => void note.run(act),
    acts: async (limit) => acts.all(limit),
  };
}
