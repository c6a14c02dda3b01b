import { DatabaseError } from 'pg';
import { AppError } from '../../preload/contract/errors.ts';
import { readArguments } from './command/arguments.ts';
import type { Act, Wanted } from './command/arguments.ts';
import { backUp, restore } from './command/backup.ts';
import { printCode, printToken, tellRestored } from './command/beside.ts';
import { handOutPack, packSentences } from './command/packs.ts';
import { exchangeHere, seedSentence } from './command/seed.ts';
import { keepKeys } from './command/keys.ts';
import { keepOperators } from './command/operators.ts';
import { serve } from './command/serve.ts';
import { StoreUnavailable } from './store/store.ts';

const acts: Readonly<Record<Act, (wanted: Wanted) => number | Promise<number>>> = {
  serve,
  code: printCode,
  token: printToken,
  operator: keepOperators,
  key: keepKeys,
  backup: backUp,
  restore,
  restored: tellRestored,
  seed: exchangeHere,
  pack: handOutPack,
};

/** @returns 0 done, 1 refused or failed, 2 wrong use */
export async function runHubCommand(args: string[]): Promise<number> {
  const read = readArguments(args, process.env);
  if ('code' in read) {
    (read.code === 0 ? process.stdout : process.stderr).write(read.text);
    return read.code;
  }
  if (read.warning !== null) process.stderr.write(`${read.warning}\n`);
  try {
    return await acts[read.act](read);
  } catch (error) {
    const told = tell(error);
    if (told === null) throw error;
    if (read.json) process.stdout.write(`${JSON.stringify({ ok: false, error: { code: told.code, data: told.data } })}\n`);
    process.stderr.write(`${told.sentence}\n`);
    return 1;
  }
}

type Told = { code: string; data: object; sentence: string };

/** What the database says of itself names no secret: https://www.postgresql.org/docs/15/errcodes-appendix.html */
function tell(error: unknown): Told | null {
  if (error instanceof AppError) return { code: error.code, data: error.data, sentence: sentence(error) };
  const isAway = error instanceof StoreUnavailable;
  if (!isAway && !(error instanceof DatabaseError && /^(28|42501)/.test(error.code ?? ''))) return null;
  const sentenceOf = isAway ? 'The database cannot be reached' : 'The database does not let this hub in';
  return { code: isAway ? 'storage.unreachable' : 'storage.refused', data: {}, sentence: `${sentenceOf}: ${error.message}` };
}

/** For the person at the terminal; screens translate the code themselves. */
function sentence({ code, data }: AppError): string {
  const folder = String(data['folder'] ?? '');
  const file = String(data['file'] ?? '');
  switch (code) {
    case 'port.in_use':
      return `Port ${String(data['port'])} is in use by another program. Give another one with --port, or --port 0 for any free one.`;
    case 'port.no_address':
      return `${String(data['address'])} is no address of this computer. Give one that it has, or 0.0.0.0 for all.`;
    case 'hub.listen_needs_tls':
      return `Others can reach ${String(data['address'])}, and nothing there is encrypted. Give --tls-cert with --tls-key, or --tls-self; or --behind-proxy when a proxy in front does TLS and nobody reaches this port but through it.`;
    case 'hub.tls_unreadable':
      return `${file} cannot be read as a certificate or key in PEM. Check the path, its contents and who may read it.`;
    case 'hub.tls_mismatch':
      return `The key ${String(data['key'])} does not belong to the certificate ${String(data['certificate'])}. Give the two that were made together; the hub's own certificate stands first in its file.`;
    case 'hub.tls_expired':
      return `The certificate ${file} ended on ${String(data['until'])}. Have it renewed and put the new one in its place.`;
    case 'hub.tls_not_yet':
      return `The certificate ${file} begins on ${String(data['from'])} only. Check this computer's clock, or the certificate.`;
    case 'hub.key_announced':
      return 'A next key is announced already. Let facilities connect, then: medvault hub key change';
    case 'hub.key_not_announced':
      return 'No next key is announced. First: medvault hub key announce, and give facilities time to connect.';
    case 'hub.operator_exists':
      return `There is an operator ${String(data['name'])} already. Choose another name; nothing was changed.`;
    case 'hub.operator_weak_password':
      return 'An operator’s password has at least 12 characters. Nothing was changed.';
    case 'storage.in_use':
      return `Another hub is running on ${folder}. Stop it first, or give another folder with --data.`;
    case 'storage.not_writable':
      return `The folder ${folder} cannot be written. Give one that this user may write to.`;
    case 'storage.damaged':
      return `The hub's file in ${folder} is damaged. Put a backup in its place (medvault hub restore): facilities notice and send everything anew.`;
    case 'storage.newer_version':
      return 'The hub’s data were written by a newer version of this program. Update the program; nothing was changed.';
    case 'storage.full':
      return `The disk that holds ${folder} is full. Make room and start again; nothing acknowledged is lost.`;
    case 'file.exists':
      return `${file} is there already. Choose another name; nothing was written over.`;
    case 'file.missing':
    case 'backup.not_found':
      return `There is no file ${file}. Nothing was changed.`;
    case 'backup.damaged':
      return `${file} is damaged, or is not a backup of a hub. Nothing was changed.`;
    case 'not_found':
      if (data['resource'] === 'Operator')
        return `There is no operator ${String(data['name'])}. medvault hub operator list names those that are.`;
      if (data['resource'] === 'knowledge_pack')
        return `No pack named ${String(data['id'])} is handed out. medvault hub pack list names those that are.`;
      return folder === ''
        ? 'There is no hub in this database yet. Start one first: medvault hub --database-url URL'
        : `There is no hub in ${folder} yet. Start it first: medvault hub --data ${folder}`;
    default:
      return seedSentence(code, data) ?? packSentences[code]?.(data) ?? `The hub could not do that (${code}).`;
  }
}
