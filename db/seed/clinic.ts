import { addDays } from '../../preload/contract/dates.ts';
import { nextNumber } from '../numbers.ts';
import type { Row } from '../schema/index.ts';
import { insert, type WriteScope } from '../write.ts';
import { allergies, type Complaint, complaints, icd10 } from './complaints.ts';
import type { Describe } from './patients.ts';
import { inventPerson, type InventedPerson } from './people.ts';
import { type Random, seededRandom } from './random.ts';
import { measure, type Vital } from './vitals.ts';

export type ClinicScope = WriteScope & { newId: () => string };
export type ClinicSeed = {
  seed: number;
  today: string;
  /** of the facility, as it stands */
  self: Row<'facility'>;
  practitionerId: string;
  describe: Describe;
  patients?: number;
};
export type SeededPerson = InventedPerson & { id: string; years: number };

/**
 * The register of a small clinic with its last three months: people, visits with vitals and diagnoses, allergies asked about.
 * Through insert(), so that every row has its audit line and everyone their key. Inside one transaction.
 */
export function seedRegister(w: ClinicScope, options: ClinicSeed): { people: SeededPerson[]; random: Random } {
  const random = seededRandom(options.seed);
  const people = Array.from({ length: options.patients ?? 1500 }, () => addPerson(w, options, random));
  for (const person of people) {
    if (random.happens(0.25)) addPastVisit(w, options, random, person);
    if (random.happens(0.06)) addAllergy(w, options, random, person);
    else if (random.happens(0.3)) addNoneKnown(w, options, person);
  }
  w.touched.add('patient');
  return { people, random };
}

function addPerson(w: ClinicScope, { today, self, describe }: ClinicSeed, random: Random): SeededPerson {
  const person = inventPerson(random, today);
  const id = w.newId();
  const columns = {
    number: nextNumber(w, self, 'patient'),
    family_name: person.familyName,
    given_names: person.givenNames,
    birth_date: person.birthDate,
    phone: person.phone,
    village: person.village,
  };
  const { sortName, words, sounds } = describe(columns);
  const registered = addDays(today, -random.whole(95, 1100));
  const createdAt = `${registered}T${String(random.whole(8, 16)).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}:00.000Z`;
  insert(w, 'patient', {
    id,
    ...columns,
    sort_name: sortName,
    sex: person.sex,
    birth_date_precision: person.birthDatePrecision,
    last_seen_at: createdAt,
    created_at: createdAt,
  });
  w.raw.prepare('INSERT INTO patient_search (patient_id, words, sounds) VALUES (?, ?, ?)').run(id, words, sounds);
  return { ...person, id, years: person.birthDate === null ? 30 : Number(today.slice(0, 4)) - Number(person.birthDate.slice(0, 4)) };
}

export function pickComplaint(random: Random, years: number): Complaint {
  return random.pick(complaints.filter(({ who }) => who === 'any' || who === (years < 12 ? 'child' : 'adult')));
}

function addPastVisit(w: ClinicScope, options: ClinicSeed, random: Random, person: SeededPerson): void {
  const complaint = pickComplaint(random, person.years);
  const day = addDays(options.today, -random.whole(1, 90));
  const startedMs = Date.parse(`${day}T08:00:00.000Z`) + random.whole(0, 420) * 60_000;
  const encounterId = addVisit(w, {
    person,
    reason: complaint.reason[localeOf(options)],
    startedMs,
    endedMs: startedMs + random.whole(15, 60) * 60_000,
    day,
  });
  addVitals(w, options, { person, encounterId, vitals: measure(random, person.years, complaint.code), atMs: startedMs + 5 * 60_000 });
  addDiagnosis(w, options, { person, encounterId, complaint, atMs: startedMs + 15 * 60_000 });
  w.raw.prepare('UPDATE patient SET last_seen_at = ? WHERE id = ?').run(new Date(startedMs).toISOString(), person.id);
}

export const localeOf = ({ self }: ClinicSeed): 'en' | 'fr' => (self.locale === 'fr' ? 'fr' : 'en');

export function addVisit(
  w: ClinicScope,
  visit: { person: SeededPerson; reason: string; startedMs: number; endedMs: number | null; day: string; status?: string },
): string {
  const id = w.newId();
  insert(w, 'encounter', {
    id,
    patient_id: visit.person.id,
    status: visit.status ?? 'finished',
    reason: visit.reason,
    started_at: new Date(visit.startedMs).toISOString(),
    ended_at: visit.endedMs === null ? null : new Date(visit.endedMs).toISOString(),
    local_date: visit.day,
  });
  return id;
}

export function addVitals(
  w: ClinicScope,
  { practitionerId }: ClinicSeed,
  at: { person: SeededPerson; encounterId: string; vitals: readonly Vital[]; atMs: number },
): void {
  for (const vital of at.vitals) {
    insert(w, 'observation', {
      id: w.newId(),
      patient_id: at.person.id,
      encounter_id: at.encounterId,
      ...vital,
      effective_at: new Date(at.atMs).toISOString(),
      recorded_by: practitionerId,
    });
  }
}

export function addDiagnosis(
  w: ClinicScope,
  { practitionerId }: ClinicSeed,
  at: { person: SeededPerson; encounterId: string; complaint: Complaint; atMs: number },
): void {
  insert(w, 'condition', {
    id: w.newId(),
    patient_id: at.person.id,
    encounter_id: at.encounterId,
    code_system: icd10.system,
    code_edition: icd10.edition,
    code: at.complaint.code,
    display: at.complaint.display,
    status: at.complaint.isLasting ? 'active' : 'resolved',
    recorded_at: new Date(at.atMs).toISOString(),
    recorded_by: practitionerId,
  });
}

export function addAllergy(w: ClinicScope, options: ClinicSeed, random: Random, person: SeededPerson): void {
  const { substance, reaction, criticality } = random.pick(allergies);
  insert(w, 'allergy_intolerance', {
    id: w.newId(),
    patient_id: person.id,
    substance,
    kind: 'allergy',
    criticality,
    reaction: reaction[localeOf(options)],
    recorded_at: `${addDays(options.today, -random.whole(1, 90))}T10:00:00.000Z`,
    recorded_by: options.practitionerId,
  });
}

function addNoneKnown(w: ClinicScope, options: ClinicSeed, person: SeededPerson): void {
  insert(w, 'allergy_intolerance', {
    id: w.newId(),
    patient_id: person.id,
    substance: '',
    kind: 'none-known',
    criticality: 'unable-to-assess',
    recorded_at: `${addDays(options.today, -30)}T10:00:00.000Z`,
    recorded_by: options.practitionerId,
  });
}
