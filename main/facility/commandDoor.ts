import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { toStorageError } from '../../db/open.ts';
import { audit } from '../../db/write.ts';
import { AppError, type WireError } from '../../preload/contract/errors.ts';
import { deskOf } from '../backup/desk.ts';
import { inWorker } from '../backup/inWorker.ts';
import { databaseKeyOf } from '../backup/make.ts';
import { answerPackRequest, packRequests } from '../knowledge/packs/atFacility.ts';
import { answerSeedRequest, isSeedRequest, seedRequests } from '../network/seedCommand.ts';
import { addKey, removeKey } from '../security/dailyKeys.ts';
import { dailyKinds } from '../security/keysFile.ts';
import { inTransaction, makeContext, type Seat } from './context.ts';
import type { Host } from './host.ts';

/** What a command may ask of the facility that is running on its folder: nothing that shows a record. */
const doorRequest = z.union([
  z.object({ t: z.literal('check'), what: z.enum(['all', 'audit', 'ledger']) }),
  z.object({ t: z.literal('backup'), to: z.string().min(1).max(1000) }),
  z.object({ t: z.literal('key-add'), kind: z.literal('passphrase'), passphrase: z.string().max(1000) }),
  z.object({ t: z.literal('key-add'), kind: z.literal('key-file'), path: z.string().min(1).max(1000) }),
  z.object({ t: z.literal('key-remove'), kind: z.enum(['os', 'key-file', 'passphrase']) }),
  ...packRequests,
  ...seedRequests,
]);
export type DoorRequest = z.infer<typeof doorRequest>;
export type DoorReply =
  | { t: 'step'; step: 'copy' | 'check' | 'write' | 'verify'; share: number }
  | { t: 'done'; value: unknown }
  | { t: 'refused'; error: WireError };

export type CommandDoor = { close: () => Promise<void> };

const longestLine = 8192;
const command: Seat = { id: 'command', kind: 'command', user: null };

/** Where commands of this user reach the facility. Only who may enter the folder may; on Windows a pipe of this user. */
export function doorPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const hash = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  return platform === 'win32' ? `\\\\.\\pipe\\medvault-${hash}` : join(resolve(dataDir), 'door.sock');
}

/** Opened while this process holds the folder's lock, so that what an earlier one left in its place is nobody's. */
export async function openCommandDoor(host: Host): Promise<CommandDoor> {
  const path = doorPath(host.options.dataDir);
  const server = createServer((socket) => {
    serve(host, socket).catch((error: unknown) => {
      host.log.error({ err: error }, 'a command could not be answered');
      socket.destroy();
    });
  });
  const connected = new Set<Socket>();
  server.on('connection', (socket) => {
    connected.add(socket);
    socket.once('close', () => connected.delete(socket));
  });
  if (process.platform !== 'win32') rmSync(path, { force: true });
  await new Promise<void>((done) => {
    server.once('error', (error) => {
      host.log.warn({ err: error }, 'commands cannot ask this facility'); // a path too long for a socket: they take a key instead
      done();
    });
    server.listen(path, () => {
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      done();
    });
  });
  return {
    close: () =>
      new Promise((done) => {
        for (const socket of connected) socket.destroy();
        server.close(() => done());
      }),
  };
}

async function serve(host: Host, socket: Socket): Promise<void> {
  socket.on('error', () => socket.destroy());
  const reply = (message: DoorReply) => void (socket.writable && socket.write(`${JSON.stringify(message)}\n`));
  const line = await firstLine(socket);
  const parsed = line === undefined ? undefined : doorRequest.safeParse(parse(line));
  if (!parsed?.success) return void socket.end();
  try {
    reply({ t: 'done', value: await answer(host, parsed.data, (step, share) => reply({ t: 'step', step, share })) });
  } catch (error) {
    const refused = error instanceof AppError ? error : (toStorageError(error) ?? new AppError('internal'));
    if (refused.code === 'internal') host.log.error({ err: error }, 'a command failed');
    reply({ t: 'refused', error: { code: refused.code, data: refused.data } });
  }
  socket.end();
}

type OnStep = (step: 'copy' | 'check' | 'write' | 'verify', share: number) => void;

async function answer(host: Host, request: DoorRequest, onStep: OnStep): Promise<unknown> {
  const facility = host.open();
  const { dataDir } = host.options;
  if (request.t === 'check') return inWorker('check', { what: request.what, dataDir, databaseKey: databaseKeyOf(host) }, onStep).done;
  if (request.t === 'backup') {
    const { made, ended } = deskOf(facility).begin(makeContext(facility, command, 'backup'), databaseKeyOf(host), request.to, onStep);
    const value = await made;
    await ended;
    return value;
  }
  if (request.t === 'pack-signer' || request.t === 'pack-sign' || request.t === 'packs') return answerPackRequest(facility, request);
  if (isSeedRequest(request)) return answerSeedRequest(facility, request);
  if (request.t === 'key-remove') removeKey(dataDir, host.unlock, request.kind);
  else host.learn(await addKey(dataDir, host.unlock, request));
  const ctx = makeContext(facility, command, 'key');
  const action = request.t === 'key-add' ? 'add' : 'remove';
  await inTransaction(ctx, (inside) => audit(inside, { action, resource: 'daily_key', resourceId: request.kind }));
  return { dailyKeys: dailyKinds(dataDir) };
}

function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise((done) => {
    let read = 0;
    socket.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > longestLine) socket.destroy();
    });
    const lines = createInterface({ input: socket });
    lines.once('line', (line) => done(line));
    lines.once('close', () => done(undefined));
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
