import type { SeededPerson } from '../../db/seed/clinic.ts';
import { insert } from '../../db/write.ts';
import { addMonths } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import { order } from '../laboratory/order.ts';
import { recordOutside } from '../laboratory/recordOutside.ts';

type Waiting = { person: SeededPerson; encounterId: string };

/** What takes years to gather: a child's growth from its card, somebody's kidney and blood over two years, and tests that wait at the bench. */
export async function seedFollowUps(ctx: Context, people: readonly SeededPerson[], waiting: readonly Waiting[]): Promise<void> {
  const here = [...waiting.map(({ person }) => person), ...people];
  const child = here.find((person) => person.years >= 2 && person.years <= 4 && isDatable(person));
  if (child) addGrowth(ctx, child);
  const adult = here.find((person) => person.years >= 45 && isDatable(person));
  if (adult) await addResults(ctx, adult);
  for (const { encounterId } of waiting.filter(({ person }) => person !== child && person !== adult).slice(0, 2)) {
    await order.run(ctx, { encounterId, loincs: ['70569-9', '718-7'], priority: 'urgent', note: '' });
  }
}

const isDatable = ({ birthDate, birthDatePrecision }: SeededPerson) => birthDate !== null && birthDatePrecision === 'day';

/** Months of age, kilograms, centimetres: invented, of a child that falters in the second half-year and catches up. */
const growth = [
  [0, 3.2, 49.5],
  [2, 5, 57.5],
  [4, 6.3, 62.5],
  [6, 7, 66],
  [9, 7.4, 69.5],
  [12, 7.9, 72.5],
  [15, 8.9, 76],
  [18, 9.8, 79.5],
  [24, 11.2, 85.5],
] as const;

function addGrowth(ctx: Context, { id, birthDate }: SeededPerson): void {
  for (const [months, kg, cm] of growth) {
    const measured = [
      { code: '29463-7', display: 'Body weight', value: kg, unit: 'kg' },
      { code: '8306-3', display: 'Body length', value: cm, unit: 'cm' },
    ];
    for (const one of measured) {
      insert(ctx, 'observation', {
        id: ctx.newId(),
        patient_id: id,
        encounter_id: null,
        ...one,
        effective_at: `${addMonths(birthDate!, months)}T09:00:00.000Z`,
        recorded_by: ctx.user.practitionerId,
      });
    }
  }
}

/** Months ago, creatinine in umol/L, haemoglobin in g/dL: a kidney that weakens slowly. */
const results = [
  [24, 78, 13.4],
  [20, 84, 13.1],
  [16, 88, 12.9],
  [12, 97, 12.6],
  [8, 104, 12.2],
  [4, 118, 11.8],
  [1, 127, 11.4],
] as const;

async function addResults(ctx: Context, { id: patientId }: SeededPerson): Promise<void> {
  for (const [months, creatinine, haemoglobin] of results) {
    await recordOutside.run(ctx, {
      patientId,
      performer: 'Lakeside District Hospital',
      collectedOn: addMonths(ctx.today(), -months),
      blobId: null,
      results: [
        { loinc: '14682-9', value: creatinine, unit: 'umol/L' },
        { loinc: '718-7', value: haemoglobin, unit: 'g/dL' },
      ],
      confirmed: ['14682-9', '718-7'],
    });
  }
}
