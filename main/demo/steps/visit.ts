import { refusalOf } from '../caller.ts';
import { given, type Memory } from '../memory.ts';
import type { Scene } from '../scene.ts';
import { must } from '../step.ts';

const newPatient = {
  familyName: 'Owusu-Mensa',
  givenNames: 'Abena Serwaa',
  sex: 'female',
  birthDate: '1988-03-14',
  phone: '+233 24 555 0199',
  village: 'Ankora',
} as const;

export async function registerStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const first = await a.desk('patients.register', newPatient);
  must(first.outcome === 'registered', 'the patient is registered');
  if (first.outcome !== 'registered') return undefined;
  memory.patientId = first.patientId;
  const again = await a.desk('patients.register', { ...newPatient, familyName: 'Owuso Mensah', givenNames: 'Abina Serwa' });
  must(again.outcome === 'likely-duplicate', 'the misspelt second registration is answered with a warning');
  const [found] = again.outcome === 'likely-duplicate' ? again.candidates : [];
  must(found?.patientId === first.patientId, 'the warning names the first');
  must((found?.reasons.length ?? 0) > 0, 'the warning says why');
  return { number: first.number, warning: { names: found?.number, score: found?.score, reasons: found?.reasons } };
}

export async function visitStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const patientId = given(memory.patientId);
  const day = await a.desk('appointments.forDay', {});
  const doctor = given(day.practitioners[0]);
  const startAt = new Date(Math.ceil(Date.now() / 900_000) * 900_000).toISOString();
  const { appointmentId } = await a.desk('appointments.book', {
    patientId,
    practitionerId: doctor.practitionerId,
    startAt,
    reason: 'Cough and fever',
  });
  const { encounterId } = await a.desk('appointments.checkIn', { appointmentId });
  memory.encounterId = encounterId;
  const waiting = await a.doctor('encounters.queue', {});
  must(
    waiting.queue.some((entry) => entry.encounterId === encounterId),
    'the patient stands in the queue',
  );
  await a.doctor('encounters.recordVitals', {
    encounterId,
    values: [
      { sign: 'body-temperature', value: 38.9 },
      { sign: 'heart-rate', value: 104 },
      { sign: 'body-weight', value: 61.5 },
    ],
  });
  const slip = await refusalOf(a.doctor('encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 6150 }] }));
  must(slip.code === 'observation.implausible', 'an impossible weight is refused');
  const { codings } = await a.doctor('codes.searchConditions', { text: 'pneumonia' });
  const coding = given(codings.find((row) => row.code.startsWith('J18')) ?? codings[0]);
  await a.doctor('encounters.recordDiagnosis', { encounterId, coding });
  const allergy = await a.doctor('allergies.record', {
    patientId,
    substance: 'penicillin',
    reaction: 'Rash and swelling of the face',
    criticality: 'high',
  });
  must(allergy.recognised.length > 0, 'the checks understand the allergy');
  const chart = await a.doctor('patients.chart', { patientId });
  must(
    chart.allergies.status === 'recorded' && chart.observations.length === 3 && chart.conditions.length === 1,
    'the chart shows all of it',
  );
  return {
    diagnosis: coding,
    vitals: chart.observations.length,
    allergies: chart.allergies.list.map((row) => row.substance),
    understoodAs: allergy.recognised,
  };
}
