import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { AppError } from '../../preload/contract/errors.ts';
import { playDemo } from '../demo/play.ts';
import { stopReading } from '../documents/readImage.ts';
import { say } from './say.ts';

const help = `Usage: medvault demo --out DIR [--image FILE] [--json]

Plays the main job on fresh data folders in a temporary place: a hub, three facilities, a patient from the door to the medicine,
a shortage that the neighbours see, days offline, reports and the audit. The PDF files stay in DIR.
{ "ok", "steps": [{ "name", "ok", "ms", "detail" }] }; exit 1 when a step fails.
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string' }, image: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (values.out === undefined) return say(process.stderr, help, 2);
  const image = values.image === undefined ? undefined : readPicture(values.image);
  mkdirSync(values.out, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'medvault-demo-'));
  try {
    const steps = await playDemo({
      folder,
      out: values.out,
      log: pino({ level: 'silent' }),
      ...(image ? { image } : {}),
      tell: (step) => process.stderr.write(`${step.ok ? 'done  ' : 'FAILED'}  ${step.name.padEnd(10)} ${String(step.ms).padStart(6)} ms\n`),
    });
    const ok = steps.every((step) => step.ok);
    process.stdout.write(`${JSON.stringify({ ok, steps })}\n`);
    return ok ? 0 : 1;
  } finally {
    await stopReading();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws 'file.missing' */
function readPicture(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new AppError('file.missing', { name: path });
  }
}
