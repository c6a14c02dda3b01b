import { formatNumber, numberKinds } from '../../preload/contract/readableNumber.ts';
import { audit, type WriteScope } from '../write.ts';
import { inventPerson, type InventedPerson } from './people.ts';
import { seededId, seededRandom } from './random.ts';

/** How main turns a person into words of the search index; db does not know that rule. */
export type Describe = (person: {
  number: string;
  family_name: string;
  given_names: string;
  birth_date: string | null;
  phone: string;
  village: string;
}) => { sortName: string; words: string; sounds: string };

export type PatientSeed = {
  patients: number;
  seed: number;
  today: string;
  issuer: { code: string; epoch_letter: string };
  describe: Describe;
};

const dayMs = 86_400_000;

/**
 * Fills an encrypted file quickly, for benchmarks and trying out: one audit line tells of the whole batch, nobody gets a key of their own yet.
 * Of every ten people three have been here, with a visit, weight and temperature. One transaction; answers the ids in the order made.
 */
export function seedPatients(w: WriteScope, options: PatientSeed): string[] {
  const { raw } = w;
  const end = Date.parse(`${options.today}T08:00:00.000Z`);
  const first = raw
    .prepare('SELECT last FROM number_counter WHERE kind = ? AND epoch_letter = ?')
    .pluck()
    .get('patient', options.issuer.epoch_letter);
  let counter = typeof first === 'number' ? first : 0;
  const random = seededRandom(options.seed + counter); // a second batch of the same seed has other people
  const addPatient = raw.prepare(
    `INSERT INTO patient (id, number, family_name, given_names, sort_name, sex, birth_date, birth_date_precision, phone, village, last_seen_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addWords = raw.prepare('INSERT INTO patient_search (patient_id, words, sounds) VALUES (?, ?, ?)');
  const addEncounter = raw.prepare(
    `INSERT INTO encounter (id, patient_id, status, reason, started_at, ended_at, local_date) VALUES (?, ?, 'finished', ?, ?, ?, ?)`,
  );
  const addObservation = raw.prepare(
    `INSERT INTO observation (id, patient_id, encounter_id, code, display, value, unit, effective_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'seed')`,
  );
  const ids: string[] = [];
  for (let made = 0; made < options.patients; made++) {
    // Registered over five years, so that ids, index and dates grow together as they do in a clinic.
    const registeredMs = end - Math.floor((1 - made / options.patients) * 5 * 365 * dayMs) - dayMs;
    addOne(inventPerson(random, new Date(registeredMs).toISOString().slice(0, 10)), registeredMs);
  }
  raw
    .prepare(
      `INSERT INTO number_counter (kind, epoch_letter, last) VALUES ('patient', ?, ?) ON CONFLICT (kind, epoch_letter) DO UPDATE SET last = excluded.last`,
    )
    .run(options.issuer.epoch_letter, counter);
  audit(w, {
    action: 'seed',
    resource: 'patient',
    resourceId: `seed ${options.seed}`,
    reason: `seeded ${options.patients} invented patients from seed ${options.seed}`,
  });
  w.touched.add('patient');
  return ids;

  function addOne(person: InventedPerson, registeredMs: number): void {
    const id = seededId(random, registeredMs);
    const number = formatNumber({
      kind: numberKinds.patient,
      code: options.issuer.code,
      epoch: options.issuer.epoch_letter,
      counter: ++counter,
    });
    const columns = {
      number,
      family_name: person.familyName,
      given_names: person.givenNames,
      birth_date: person.birthDate,
      phone: person.phone,
      village: person.village,
    };
    const { sortName, words, sounds } = options.describe(columns);
    const seenMs = registeredMs + Math.floor(random.next() * (end - registeredMs));
    const seenAt = new Date(seenMs).toISOString();
    const createdAt = new Date(registeredMs).toISOString();
    addPatient.run(
      id,
      number,
      person.familyName,
      person.givenNames,
      sortName,
      person.sex,
      person.birthDate,
      person.birthDatePrecision,
      person.phone,
      person.village,
      seenAt,
      createdAt,
    );
    addWords.run(id, words, sounds);
    if (random.happens(0.3)) addVisit(id, seenMs, seenAt);
    ids.push(id);
  }

  function addVisit(patientId: string, seenMs: number, seenAt: string): void {
    const encounterId = seededId(random, seenMs);
    addEncounter.run(
      encounterId,
      patientId,
      random.pick(['Fever', 'Cough', 'Check-up', 'Pain']),
      seenAt,
      new Date(seenMs + 1_800_000).toISOString(),
      seenAt.slice(0, 10),
    );
    const observe = (code: string, display: string, value: number, unit: string) =>
      addObservation.run(seededId(random, seenMs), patientId, encounterId, code, display, value, unit, seenAt);
    observe('29463-7', 'Body weight', random.whole(30, 950) / 10, 'kg');
    observe('8310-5', 'Body temperature', random.whole(360, 395) / 10, 'Cel');
  }
}
