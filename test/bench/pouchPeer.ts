import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = { pouchdb: '9.0.0', 'express-pouchdb': '4.2.0', express: '4.x' };
const place = join(import.meta.dirname, '../../.cache/bench/pouch');

const server = `
const express = require('express'); const PouchDB = require('pouchdb');
const app = express();
app.use('/', require('express-pouchdb')(PouchDB.defaults({ prefix: process.argv[2] + '/' }), { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: process.argv[2] + '/log' }));
const listening = app.listen(0, '127.0.0.1', () => console.log(listening.address().port));`;

const client = `
const PouchDB = require('pouchdb');
const [,, dir, port, batch] = process.argv;
(async () => {
  const local = new PouchDB(dir + '/local');
  const docs = JSON.parse(require('fs').readFileSync(dir + '/documents.json', 'utf8')).map((body) => ({ _id: 'stock.level:' + crypto.randomUUID(), ...body }));
  const count = docs.length;
  for (let at = 0; at < docs.length; at += 500) await local.bulkDocs(docs.slice(at, at + 500));
  const remote = new PouchDB('http://127.0.0.1:' + port + '/hub');
  const timed = async (work) => { const began = performance.now(); await work(); return Math.round(count / ((performance.now() - began) / 1000)); };
  const push = await timed(() => local.replicate.to(remote, { batch_size: Number(batch) }));
  const pull = await timed(() => new PouchDB(dir + '/other').replicate.from(remote, { batch_size: 500 }));
  console.log(JSON.stringify({ push, pull }));
  process.exit(0);
})();`;

type Peer = { version: string; documents: number; pushBatch: number; pushPerSecond: number; pullPerSecond: number };

/** PouchDB (LevelDB) to express-pouchdb (LevelDB) on loopback, each a process: documents a second. Fetched into .cache at the first run, never a part of the program. */
export async function measurePouch(payloads: readonly string[], pushBatch: number): Promise<Peer> {
  if (!existsSync(join(place, 'node_modules/express-pouchdb/package.json'))) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  writeFileSync(join(place, 'server.cjs'), server);
  writeFileSync(join(place, 'client.cjs'), client);
  const folder = mkdtempSync(join(tmpdir(), 'medvault-pouch-'));
  writeFileSync(join(folder, 'documents.json'), `[${payloads.join(',')}]`);
  const hub = spawn(process.execPath, [join(place, 'server.cjs'), folder], { cwd: place, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      hub.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
      hub.once('exit', () => reject(new Error('express-pouchdb did not start')));
    });
    const args = [join(place, 'client.cjs'), folder, port, String(pushBatch)];
    const told = execFileSync(process.execPath, args, { cwd: place, maxBuffer: 1e7, stdio: ['ignore', 'pipe', 'ignore'] });
    const { push, pull } = JSON.parse(told.toString().trim().split('\n').at(-1)!) as { push: number; pull: number };
    const version = (JSON.parse(readFileSync(join(place, 'node_modules/pouchdb/package.json'), 'utf8')) as { version: string }).version;
    return { version, documents: payloads.length, pushBatch, pushPerSecond: push, pullPerSecond: pull };
  } finally {
    hub.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
