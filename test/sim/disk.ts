import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';

/** A computer's disk with one SQLite file on it, in memory: what is committed is kept, whatever becomes of the program. */
export function createDisk(content: Buffer) {
  let file = open(content);
  let full: 'no' | 'grows not' | 'takes nothing' = 'no';
  let hasBeenFull = false;
  function setFull(to: typeof full): void {
    full = to;
    hasBeenFull ||= full !== 'no';
    const pages = file.pragma('page_count', { simple: true }) as number;
    file.pragma(`max_page_count = ${full === 'grows not' ? pages : 1_073_741_823}`);
    file.pragma(`query_only = ${full === 'takes nothing' ? 1 : 0}`);
  }
  return {
    file: (): SqliteFile => file,
    backup: (): Buffer => file.serialize(),
    /** Puts an earlier copy in the place of what is there. */
    restore(backup: Buffer): void {
      file.close();
      file = open(backup);
      setFull(full);
    },
    setFull,
    isFull: () => full !== 'no',
    /** Whoever met the full disk may say so when there is room again. */
    explains: (reason: string) => full !== 'no' || (hasBeenFull && /disk is full|readonly database/.test(reason)),
    close: () => void file.close(),
  };
}
export type Disk = ReturnType<typeof createDisk>;

function open(content: Buffer): SqliteFile {
  const file = new Sqlite(content);
  file.pragma('foreign_keys = OFF'); // a facility's other tables are not here
  rememberStatements(file);
  return file;
}

/** A statement is compiled once a file: a simulated computer asks the same few questions thousands of times. */
function rememberStatements(file: SqliteFile): void {
  const known = new Map<string, ReturnType<SqliteFile['prepare']>>();
  const prepare = file.prepare.bind(file);
  file.prepare = ((sql: string) => {
    const found = known.get(sql);
    if (found !== undefined) return found;
    const statement = prepare(sql);
    known.set(sql, statement);
    return statement;
  }) as typeof file.prepare;
}
