import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
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
const benchKey = new Uint8Array(32).fill(7); // invented people only
const shown = 10;

/** An encrypted file of invented people, made once; a newer schema is brought to it as to anybody's file. `index`: when other words are kept of a person. */
function benchDatabase(patients: number): OpenDatabase {
  const path = join(cacheDir, `patients-${patients}-seed-${seed}-index-3.db`);
  if (!existsSync(path)) make(path, patients);
  const open = openDatabase(path, benchKey);
  migrate(open.raw);
  return open;
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

/**
 * Patient search on an encrypted file, as somebody types, letter by letter (the first `people`), and how often the person is among the first ten
 * for what was typed whole (all of `asked`). Where more than ten people have the very same name, ten rows cannot show the one who is meant every
 * time: `namesakeCeiling` is the share that can be shown at all, `ofCeiling` what is reached of it. There every namesake counts as the one
 * meant, so that luck among them falls away.
 */
export async function run(args: { patients?: number; people?: number; asked?: number } = {}): Promise<Record<string, unknown>> {
  const open = benchDatabase(args.patients ?? 100_000);
  const random = seededRandom(seed + 1);
  const all = open.raw.prepare(`SELECT * FROM patient WHERE birth_date IS NOT NULL AND given_names <> ''`).all() as Patient[];
  const typedOut = args.people ?? 150;
  const people = Array.from({ length: Math.max(typedOut, args.asked ?? 600) }, () => random.pick(all));
  const sameName = new Map<string, number>();
  for (const patient of all) sameName.set(patient.sort_name, (sameName.get(patient.sort_name) ?? 0) + 1);
  const namesakes = (person: Patient) => sameName.get(person.sort_name) ?? 1;
  const ceiling = people.reduce((sum, person) => sum + Math.min(1, shown / namesakes(person)), 0) / people.length;

  const figures: Record<string, unknown> = { patients: open.raw.prepare('SELECT count(*) FROM patient').pluck().get(), encrypted: true };
  const first = performance.now();
  await findPeople(open, 'fatoumata dialo', shown); // reads the vocabulary
  figures['firstSearchMs'] = Math.round(performance.now() - first);
  figures['namesakeCeiling'] = rounded(ceiling);
  const everyKey: number[] = [];
  const working: number[] = [];
  for (const [name, { typeIt, bar }] of Object.entries(ways)) {
    let found = 0;
    let expected = 0;
    const milliseconds: number[] = [];
    for (const [at, person] of people.entries()) {
      const text = typeIt(person, random);
      let answer: Patient[] = [];
      for (let length = at < typedOut ? 1 : text.length; length <= text.length; length++) {
        const start = performance.now();
        const cpu = process.cpuUsage();
        answer = await findPeople(open, text.slice(0, length), shown);
        const { user, system } = process.cpuUsage(cpu);
        if (at >= typedOut) continue;
        milliseconds.push(performance.now() - start);
        working.push((user + system) / 1000);
      }
      if (answer.some((patient) => patient.id === person.id)) found++;
      expected += answer.filter((patient) => patient.sort_name === person.sort_name).length / namesakes(person);
    }
    everyKey.push(...milliseconds);
    const reached = bar?.of === 'everybody' ? found / people.length : expected / people.length / ceiling;
    figures[name] = {
      found: rounded(found / people.length),
      ...(saysTheYear(name) ? {} : { ofCeiling: rounded(reached) }),
      ...(bar && { bar: bar.least, met: reached >= bar.least }),
      ms: quantiles(milliseconds),
    };
  }
  const bar = everyKeyBar(Number(figures['patients']));
  const [keystrokes, cpu] = [quantiles(everyKey), quantiles(working)]; // `cpu`: milliseconds of work, for a computer that does other things meanwhile
  figures['keystrokeMs'] = { ...keystrokes, bar, met: keystrokes.p95 < bar };
  figures['keystrokeCpuMs'] = { ...cpu, bar, met: cpu.p95 < bar };
  open.raw.close();
  return figures;
}

const saysTheYear = (way: string): boolean => way.endsWith('Year'); // then it is one of the namesakes who is meant

/** Milliseconds below which 95 of 100 keystrokes must be answered. */
const everyKeyBar = (patients: number) => (patients <= 100_000 ? 20 : 50);

const rounded = (share: number) => Math.round(share * 1000) / 1000;
const whole = (person: Patient) => `${person.given_names} ${person.family_name}`.toLowerCase();

type Way = { typeIt: (person: Patient, random: Random) => string; bar?: { least: number; of: 'ceiling' | 'everybody' } };

const ways: Record<string, Way> = {
  whole: { typeIt: whole, bar: { least: 0.98, of: 'ceiling' } },
  swapped: { typeIt: (person) => `${person.family_name} ${person.given_names}`.toLowerCase(), bar: { least: 0.98, of: 'ceiling' } },
  oneTypo: { typeIt: (person, random) => misspelt(whole(person), random) },
  oneTypoEach: {
    typeIt: (person, random) =>
      [misspelt(person.given_names.toLowerCase(), random), misspelt(person.family_name.toLowerCase(), random)].join(' '),
    bar: { least: 0.95, of: 'ceiling' },
  },
  fourLettersAndYear: {
    typeIt: (person) =>
      `${foldedTokens(person.family_name)[0]?.slice(0, 4)} ${fold(person.given_names).slice(0, 4)} ${person.birth_date?.slice(0, 4)}`,
    bar: { least: 0.95, of: 'everybody' },
  },
  wholeAndYear: { typeIt: (person) => `${whole(person)} ${person.birth_date?.slice(0, 4)}` },
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
