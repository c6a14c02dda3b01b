import { insert } from '../write.ts';
import {
  addAllergy,
  addDiagnosis,
  addVisit,
  addVitals,
  type ClinicScope,
  type ClinicSeed,
  localeOf,
  pickComplaint,
  type SeededPerson,
} from './clinic.ts';
import { complaints } from './complaints.ts';
import type { Random } from './random.ts';
import { measure } from './vitals.ts';

const minute = 60_000;
const slotMinutes = 20;
const slots = 24; // from eight to four
const taken = 0.7;

/** Who waits now: `encounterId` still open. */
export type Waiting = { person: SeededPerson; encounterId: string };

/**
 * Today as somebody finds it who opens the program now: the morning's visits done, one who did not come, people waiting, the rest booked.
 * `opensMs`: eight o'clock here, as an instant; `nowMs`: now.
 */
export function seedDay(
  w: ClinicScope,
  options: ClinicSeed,
  day: { people: SeededPerson[]; random: Random; opensMs: number; nowMs: number },
): Waiting[] {
  const { random, nowMs } = day;
  const locale = localeOf(options);
  const guests = pickDifferent(random, day.people, slots + walkIns.length);
  const waiting: Waiting[] = [];
  for (let slot = 0; slot < slots; slot++) {
    if (!random.happens(taken)) continue;
    if (slot >= guests.length) break; // a very small register: nobody comes twice
    const startMs = day.opensMs + slot * slotMinutes * minute;
    const person = guests[slot]!;
    const complaint = pickComplaint(random, person.years);
    const reason = complaint.reason[locale];
    const state = stateOf(random, startMs, nowMs);
    let encounterId: string | null = null;
    if (state === 'fulfilled') {
      encounterId = addVisit(w, { person, reason, startedMs: startMs, endedMs: startMs + slotMinutes * minute, day: options.today });
      addVitals(w, options, { person, encounterId, vitals: measure(random, person.years, complaint.code), atMs: startMs + 4 * minute });
      addDiagnosis(w, options, { person, encounterId, complaint, atMs: startMs + 12 * minute });
    }
    if (state === 'arrived') {
      encounterId = addVisit(w, {
        person,
        reason,
        startedMs: Math.min(startMs, nowMs - 5 * minute),
        endedMs: null,
        day: options.today,
        status: 'arrived',
      });
      waiting.push({ person, encounterId });
    }
    book(w, options, { person, startMs, reason, state, encounterId });
  }
  for (const [at, walkIn] of walkIns.entries()) {
    const person = guests[slots + at];
    if (person) waiting.push(addWalkIn(w, options, { ...walkIn, random, person, startedMs: nowMs - walkIn.minutesAgo * minute }));
  }
  return waiting;
}

function stateOf(random: Random, startMs: number, nowMs: number): string {
  if (startMs + 30 * minute < nowMs) return random.happens(0.1) ? 'noshow' : 'fulfilled';
  if (startMs < nowMs + 10 * minute) return 'arrived';
  return random.happens(0.07) ? 'cancelled' : 'booked';
}

function book(
  w: ClinicScope,
  options: ClinicSeed,
  at: { person: SeededPerson; startMs: number; reason: string; state: string; encounterId: string | null },
): void {
  insert(w, 'appointment', {
    id: w.newId(),
    patient_id: at.person.id,
    practitioner_id: options.practitionerId,
    encounter_id: at.encounterId,
    start_at: new Date(at.startMs).toISOString(),
    end_at: new Date(at.startMs + slotMinutes * minute).toISOString(),
    local_date: options.today,
    reason: at.reason,
    status: at.state,
    created_at: new Date(at.startMs - 3 * 86_400_000).toISOString(),
  });
}

// What a full waiting room looks like: somebody with high fever, somebody whose pressure needs attention, somebody short of air, and the rest.
const walkIns: readonly {
  minutesAgo: number;
  code: string;
  status: 'arrived' | 'triaged' | 'in-progress';
  change?: Record<string, number>;
  isAllergic?: true;
}[] = [
  { minutesAgo: 55, code: 'I10', status: 'in-progress', change: { '8480-6': 178, '8462-4': 108 } },
  { minutesAgo: 42, code: 'B54', status: 'triaged', change: { '8310-5': 39.6 }, isAllergic: true },
  { minutesAgo: 31, code: 'J45.9', status: 'triaged', change: { '2708-6': 89, '9279-1': 30 } },
  { minutesAgo: 24, code: 'M54.5', status: 'triaged' },
  { minutesAgo: 12, code: 'J06.9', status: 'arrived' },
  { minutesAgo: 4, code: 'S61.9', status: 'arrived' },
];

function addWalkIn(
  w: ClinicScope,
  options: ClinicSeed,
  walkIn: (typeof walkIns)[number] & { random: Random; person: SeededPerson; startedMs: number },
): Waiting {
  const { person, random, startedMs, status } = walkIn;
  const complaint = complaints.find(({ code }) => code === walkIn.code);
  if (!complaint) throw new Error(`no complaint ${walkIn.code}`);
  const reason = complaint.reason[localeOf(options)];
  const encounterId = addVisit(w, { person, reason, startedMs, endedMs: null, day: options.today, status });
  w.raw.prepare('UPDATE patient SET last_seen_at = ? WHERE id = ?').run(new Date(startedMs).toISOString(), person.id);
  if (walkIn.isAllergic) addAllergy(w, options, random, person);
  if (status !== 'arrived') {
    const vitals = measure(random, person.years, walkIn.code).map((vital) => ({
      ...vital,
      value: walkIn.change?.[vital.code] ?? vital.value,
    }));
    addVitals(w, options, { person, encounterId, vitals, atMs: startedMs + 3 * minute });
  }
  if (status === 'in-progress') addDiagnosis(w, options, { person, encounterId, complaint, atMs: startedMs + 10 * minute });
  return { person, encounterId };
}

/** Adults, so that every complaint fits whom it meets. */
function pickDifferent(random: Random, people: readonly SeededPerson[], count: number): SeededPerson[] {
  const chosen = new Set<SeededPerson>();
  const adults = people.filter((person) => person.years >= 18);
  while (chosen.size < Math.min(count, adults.length)) chosen.add(random.pick(adults));
  return [...chosen];
}
