import { addDays } from '../../preload/contract/dates.ts';
import { audit, type WriteScope } from '../write.ts';
import { complaints, icd10 } from './complaints.ts';
import { seededId, seededRandom } from './random.ts';
import { measure } from './vitals.ts';

export type LongLife = { patientId: string; practitionerId: string; today: string; seed: number; visits?: number };

/**
 * Twenty years of one person, for benchmarks: a visit every five weeks with ten measurements, a signed note, a diagnosis and two prescriptions
 * that were handed over; laboratory, letters, doses and papers between them. One audit line tells of it all. Inside one transaction.
 */
export function seedLongLife(w: WriteScope, { patientId, practitionerId, today, seed, visits = 200 }: LongLife): Record<string, number> {
  const random = seededRandom(seed);
  const written: Record<string, number> = {};
  const add = (table: string, row: Readonly<Record<string, string | number | null>>) => {
    const columns = Object.keys(row);
    w.raw.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...Object.values(row));
    written[table] = (written[table] ?? 0) + 1;
  };
  for (let visit = 0; visit < visits; visit++) {
    const day = addDays(today, -Math.round(((visits - visit) * 20 * 365) / visits));
    const startMs = Date.parse(`${day}T08:00:00.000Z`) + random.whole(0, 400) * 60_000;
    const at = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString();
    const id = () => seededId(random, startMs);
    const complaint = random.pick(complaints.filter(({ who }) => who !== 'child'));
    const encounter_id = id();
    const of = { patient_id: patientId, encounter_id };
    add('encounter', { id: encounter_id, patient_id: patientId, status: 'finished', reason: complaint.reason.en, started_at: at(0), ended_at: at(40), local_date: day });
    const vitals = [...measure(random, 52, complaint.code), ...measure(random, 52, complaint.code)].slice(0, 10);
    for (const [place, vital] of vitals.entries()) add('observation', { id: id(), ...of, ...vital, effective_at: at(place < 5 ? 5 : 35), recorded_by: practitionerId });
    add('condition', { id: id(), ...of, code_system: icd10.system, code_edition: icd10.edition, code: complaint.code, display: complaint.display, recorded_at: at(15), recorded_by: practitionerId });
    const sections = { subjective: `${complaint.reason.fr}. ${random.pick(worries)}`, objective: random.pick(findings), assessment: complaint.display, plan: `${random.pick(plans)} (${visit})` };
    const signed = { status: 'final', written_at: at(20), author_id: practitionerId, signed_at: at(40), signed_by: practitionerId };
    add('composition', { id: id(), ...of, type: 'progress-note', content: JSON.stringify(sections), ...signed });
    if (visit % 20 === 0) add('composition', { id: id(), ...of, type: 'referral', content: JSON.stringify({ letter: { type: 'referral', to: 'District hospital', urgency: 'routine', question: random.pick(worries) } }), ...signed });
    for (const medicine of [random.pick(medicines), random.pick(medicines)]) {
      const requestId = id();
      add('medication_request', { id: requestId, number: `LONG-${written['medication_request'] ?? 0}`, ...of, medicine, directions: '1 tablet twice a day after food', quantity: 60, unit: 'tablet', status: visit < visits - 2 ? 'completed' : 'active', authored_at: at(25), valid_until: addDays(day, 30), prescriber_id: practitionerId, safety: '{}', overrides: '[]' });
      add('medication_dispense', { id: id(), medication_request_id: requestId, patient_id: patientId, quantity: 60, when_handed_over: at(50), performer_id: practitionerId });
    }
    if (visit % 3 === 0) {
      const requestId = id();
      add('service_request', { id: requestId, number: `LONGQ-${visit}`, ...of, status: 'completed', priority: 'routine', requester_id: practitionerId, authored_at: at(22), completed_at: at(90) });
      for (const [position, [code, display, unit]] of tests.entries()) {
        add('service_request_test', { id: id(), service_request_id: requestId, patient_id: patientId, code, display, position });
        add('observation', { id: id(), ...of, code, display, value: random.whole(30, 150) / 10, unit, effective_at: at(23), recorded_by: practitionerId, service_request_id: requestId, issued_at: at(90), interpretation: 'N' });
      }
    }
    if (visit % 12 === 0) add('immunization', { id: id(), ...of, series: 'Td', vaccine: 'Td vaccine', occurrence_date: day, is_primary_source: 1, recorded_at: at(30), recorded_by: practitionerId });
    if (visit % 8 === 0) {
      const blobId = id();
      add('blob', { id: blobId, file_name: `long-${visit}`, name: 'scan.pdf', media_type: 'application/pdf', size: 1, sha256: '', patient_id: patientId, created_at: at(45) });
      add('document_reference', { id: id(), patient_id: patientId, blob_id: blobId, title: `Letter from the district hospital ${day.slice(0, 4)}`, created_at: at(45) });
    }
  }
  add('allergy_intolerance', { id: seededId(random, 0), patient_id: patientId, substance: 'Penicillin', kind: 'allergy', criticality: 'high', reaction: 'Rash', recorded_at: `${addDays(today, -4000)}T08:00:00.000Z`, recorded_by: practitionerId });
  add('problem', { id: seededId(random, 1), patient_id: patientId, code_system: icd10.system, code_edition: icd10.edition, code: 'I10', display: 'Essential (primary) hypertension', recorded_at: `${addDays(today, -5000)}T08:00:00.000Z`, recorded_by: practitionerId });
  audit(w, { action: 'seed', resource: 'patient', resourceId: patientId, reason: `seeded twenty years of an invented person from seed ${seed}` });
  return written;
} // prettier-ignore

const worries = [
  'Douleur depuis trois jours, pire la nuit.',
  'Tired since the last visit, sleeps badly.',
  'Toux sèche, pas de fièvre.',
  'Came back as agreed, feels better.',
];
const findings = ['Chest clear, abdomen soft.', 'Poumons libres, pas d’œdème.', 'BP repeated sitting after rest; feet without ulcers.'];
const plans = [
  'Continue, come back in five weeks.',
  'Continuer, contrôle dans cinq semaines.',
  'Changed the dose, blood pressure again in two weeks.',
];
const medicines = [
  'Amlodipine 5 mg tablet',
  'Metformin 500 mg tablet',
  'Paracetamol 500 mg tablet',
  'Hydrochlorothiazide 25 mg tablet',
  'Artemether and lumefantrine 20/120 mg tablet',
];
const tests = [['718-7', 'Hemoglobin', 'g/dL'], ['14682-9', 'Creatinine', 'umol/L'], ['2951-2', 'Sodium', 'mmol/L']] as const; // prettier-ignore
