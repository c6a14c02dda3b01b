import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDatabase, type OpenDatabase } from '../../db/open.ts';
import { PersonKeys } from '../../db/personKeys.ts';
import type { Patient } from '../../db/queries/patients.ts';
import { seedPatients } from '../../db/seed/patients.ts';
import { seededRandom, type Random } from '../../db/seed/random.ts';
import { fold, foldedTokens } from '../../main/patients/names.ts';
import { findPeople } from '../../main/patients/search.ts';
import { describePerson } from '../../main/patients/searchWords.ts';
import { quantiles } from './quantiles.ts';

const seed = 7;
const today = '2026-11-21';
const cacheDir = join(import.meta.dirname, '..', '..', '.cache', 'bench');
export const benchKey = new Uint8Array(32).fill(7); // invented people only
const shown = 10;

/** An encrypted file of invented people, made once and kept by seed and schema. */
export function benchDatabase(patients: number): OpenDatabase {
  const newest = Math.max(...migrations.map((step) => step.version));
  const path = join(cacheDir, `patients-${patients}-seed-${seed}-schema-${newest}-index-3.db`);
  if (!existsSync(path)) make(path, patients);
  return openDatabase(path, benchKey);
}

function make(path: string, patients: number): void {
  process.stderr.write(`Making ${patients} invented patients (seed ${seed}) ...\n`);
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = `${path}.new`;
  for (const ending of ['', '-wal', '-shm']) rmSync(unfinished + ending, { force: true });
  const open = openDatabase(unfinished, benchKey);
  migrate(open.raw);
  const scope = {
    ...open,
    keys: new PersonKeys(benchKey),
    actor: { kind: 'command', id: 'bench' } as const,
    seatId: null,
    now: () => `${today}T08:00:00.000Z`,
    touched: new Set<string>(),
  };
  open.raw.transaction(() =>
    seedPatients(scope, { patients, seed, today, issuer: { code: 'K7M2QX', epoch_letter: 'A' }, describe: describePerson }),
  )();
  open.raw.pragma('wal_checkpoint(TRUNCATE)');
  open.raw.close();
  renameSync(unfinished, path);
}

/** Patient search as somebody types, letter by letter, on an encrypted file. `found`: the share of people among the first ten for what was typed whole. */
export async function run(args: { patients?: number; people?: number } = {}): Promise<Record<string, unknown>> {
  const open = benchDatabase(args.patients ?? 100_000);
  const random = seededRandom(seed + 1);
  const all = open.raw.prepare(`SELECT * FROM patient WHERE birth_date IS NOT NULL AND given_names <> ''`).all() as Patient[];
  const people = Array.from({ length: args.people ?? 150 }, () => random.pick(all));
  const sameName = new Map<string, number>();
  for (const patient of all) sameName.set(patient.sort_name, (sameName.get(patient.sort_name) ?? 0) + 1);

  const figures: Record<string, unknown> = { patients: open.raw.prepare('SELECT count(*) FROM patient').pluck().get(), encrypted: true };
  const first = performance.now();
  await findPeople(open, 'fatoumata dialo', shown); // reads the vocabulary
  figures['firstSearchMs'] = Math.round(performance.now() - first);
  const everyKey: number[] = [];
  const working: number[] = [];
  for (const [name, typeIt] of Object.entries(ways)) {
    let found = 0;
    const milliseconds: number[] = [];
    for (const person of people) {
      const text = typeIt(person, random);
      for (let length = 1; length <= text.length; length++) {
        const start = performance.now();
        const cpu = process.cpuUsage();
        const answer = await findPeople(open, text.slice(0, length), shown);
        const { user, system } = process.cpuUsage(cpu);
        milliseconds.push(performance.now() - start);
        working.push((user + system) / 1000);
        if (length === text.length && answer.some((patient) => patient.id === person.id)) found++;
      }
    }
    everyKey.push(...milliseconds);
    figures[name] = { found: share(found, people.length), ms: quantiles(milliseconds) };
  }
  // Where more than ten people have the very same name, ten rows cannot show the one who is meant every time.
  const ceiling = people.reduce((sum, person) => sum + Math.min(1, shown / (sameName.get(person.sort_name) ?? 1)), 0);
  figures['namesakeCeiling'] = share(ceiling, people.length);
  figures['keystrokeMs'] = quantiles(everyKey);
  figures['keystrokeCpuMs'] = quantiles(working); // milliseconds of work, for a computer that does other things meanwhile
  open.raw.close();
  return figures;
}

const share = (part: number, of: number) => Math.round((part / of) * 1000) / 1000;
const whole = (person: Patient) => `${person.given_names} ${person.family_name}`.toLowerCase();

const ways: Record<string, (person: Patient, random: Random) => string> = {
  whole,
  swapped: (person) => `${person.family_name} ${person.given_names}`.toLowerCase(),
  oneTypo: (person, random) => misspelt(whole(person), random),
  oneTypoEach: (person, random) =>
    [misspelt(person.given_names.toLowerCase(), random), misspelt(person.family_name.toLowerCase(), random)].join(' '),
  fourLettersAndYear: (person) =>
    `${foldedTokens(person.family_name)[0]?.slice(0, 4)} ${fold(person.given_names).slice(0, 4)} ${person.birth_date?.slice(0, 4)}`,
  wholeAndYear: (person) => `${whole(person)} ${person.birth_date?.slice(0, 4)}`,
};

/** One letter left out, doubled, replaced by another, or exchanged with its neighbour; not the first letter of a word. */
function misspelt(text: string, random: Random): string {
  const places = Array.from(text, (_, at) => at).filter((at) => at > 0 && text[at] !== ' ' && text[at - 1] !== ' ');
  if (places.length === 0) return text;
  const at = random.pick(places);
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  const next = after.charAt(0);
  const changes = [before + after, before + letter + letter + after, before + random.pick([...'aeioustnrlmkdbg']) + after];
  if (next !== '' && next !== ' ' && next !== letter) changes.push(before + next + letter + after.slice(1));
  return random.pick(changes);
}
