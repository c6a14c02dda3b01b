import fc from 'fast-check';
import { expect, test } from 'vitest';
import { survivingId } from '../../db/queries/identity.ts';
import type { MergeField } from '../../preload/contract/duplicates.ts';
import { type TestClinic, testClinic } from '../support/testContext.ts';

const people = ['Traoré Awa', 'Owusu Eva', 'Mensah Yaa', 'Diallo Binta'].map((name, at) => {
  const [familyName = '', givenNames = ''] = name.split(' ');
  return {
    familyName,
    givenNames,
    sex: 'female' as const,
    birthDate: `19${50 + at * 10}-0${at + 1}-1${at}`,
    phone: `7${at}112233`,
    village: `V${at}`,
  };
});
const fields: readonly MergeField[] = ['familyName', 'givenNames', 'birthDate', 'phone', 'village', 'district', 'language', 'deceasedOn'];

const act = fc.oneof(
  fc.record({
    act: fc.constant('merge' as const),
    one: fc.nat(people.length - 1),
    other: fc.nat(people.length - 1),
    take: fc.subarray([...fields]),
  }),
  fc.record({ act: fc.constant('unmerge' as const), nth: fc.nat(5) }),
  fc.record({ act: fc.constant('record' as const), one: fc.nat(people.length - 1) }),
);

const readAll = async (clinic: TestClinic, ids: readonly string[]) =>
  Promise.all(
    ids.map(async (patientId) => {
      const { patient, allergies } = await clinic.call('doctor', 'patients.chart', { patientId });
      const { version: _, ...details } = await clinic.call('doctor', 'registration.details', { patientId });
      return {
        details,
        patient: { ...patient, version: 0, linkedNumbers: patient.linkedNumbers.toSorted() },
        allergies: allergies.list.map(({ id }) => id).toSorted(),
      };
    }),
  );

/** What the preview proposes to leave out; nothing where a merge would be refused. */
async function factsTwice(clinic: TestClinic, one: string, other: string): Promise<string[]> {
  const ids = { surviving: { patientId: one }, merged: { patientId: other } };
  const preview = await clinic.ask('doctor', 'duplicates.previewMerge', ids);
  return preview.ok ? preview.value.facts.filter(({ isTwice }) => isTwice).map(({ factId }) => factId) : [];
}

test('whatever is merged, parted and recorded in between: no row moves or is lost, one person reads as one, and all parted again everybody reads as before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      const clinic = await testClinic();
      const ids: string[] = [];
      for (const person of people) {
        const answer = await clinic.call('front-desk', 'patients.register', { ...person, differentFrom: ids });
        if (answer.outcome === 'registered') ids.push(answer.patientId);
      }
      expect(ids).toHaveLength(people.length);
      const more = { gender: '', region: '', country: '' };
      for (const [at, patientId] of ids.entries()) {
        const details = { ...more, district: `D${at}`, language: at % 2 === 0 ? '' : `L${at}`, deceasedOn: at === 1 ? '2026-11-01' : null };
        await clinic.call('front-desk', 'registration.amendDetails', { patientId, version: 1, ...details });
        await clinic.call('front-desk', 'registration.addFact', {
          patientId,
          fact: { kind: 'name', use: 'nickname', text: `N${Math.floor(at / 2)}` },
        });
      }
      const before = await readAll(clinic, ids);
      const recordedUnder = new Map<string, string>();
      const standing = async () => (await clinic.call('doctor', 'duplicates.merges', {})).merges.filter(({ endedAt }) => endedAt === null);
      const unmerge = (linkId: string) => clinic.call('doctor', 'duplicates.unmerge', { linkId, reason: 'two people' });
      const versionOf = async (patientId: string) => (await clinic.call('doctor', 'patients.chart', { patientId })).patient.version;

      for (const [at, step] of acts.entries()) {
        if (step.act === 'merge') {
          const [one, other] = [ids[step.one]!, ids[step.other]!];
          await clinic.ask('doctor', 'duplicates.merge', {
            surviving: { patientId: one, version: await versionOf(one) },
            merged: { patientId: other, version: await versionOf(other) },
            take: step.take,
            leaveOut: await factsTwice(clinic, one, other),
          });
        } else if (step.act === 'unmerge') {
          const links = await standing();
          if (links.length > 0) await unmerge(links[step.nth % links.length]!.linkId);
        } else {
          const patientId = ids[step.one]!;
          await clinic.call('nurse', 'allergies.record', { patientId, substance: `Substance ${at}` });
        }
        const rows = clinic.facility.raw.prepare('SELECT id, patient_id FROM allergy_intolerance').all() as {
          id: string;
          patient_id: string;
        }[];
        for (const row of rows) {
          if (!recordedUnder.has(row.id)) recordedUnder.set(row.id, row.patient_id);
          expect(row.patient_id).toBe(recordedUnder.get(row.id));
        }
        expect(rows).toHaveLength(recordedUnder.size);
        // everybody who is one person reads the same record
        const now = await readAll(clinic, ids);
        ids.forEach((id, one) =>
          ids.forEach((otherId, other) => {
            const areOne = survivingId(clinic.facility.raw, id) === survivingId(clinic.facility.raw, otherId);
            if (areOne) expect(now[one]!.allergies).toEqual(now[other]!.allergies);
          }),
        );
        expect((await clinic.call('doctor', 'patients.list', {})).total).toBe(
          new Set(ids.map((id) => survivingId(clinic.facility.raw, id))).size,
        );
      }
      // in any order, not only the latest first
      for (let links = await standing(); links.length > 0; links = await standing())
        await unmerge(links[acts.length % links.length]!.linkId);
      const after = await readAll(clinic, ids);
      expect(after.map(({ patient }) => patient)).toEqual(before.map(({ patient }) => patient));
      expect(after.map(({ details }) => details)).toEqual(before.map(({ details }) => details));
      ids.forEach((id, at) =>
        expect(after[at]!.allergies).toEqual(
          [...recordedUnder]
            .filter(([, under]) => under === id)
            .map(([row]) => row)
            .toSorted(),
        ),
      );
    }),
    { numRuns: 12 },
  );
}, 120_000);
