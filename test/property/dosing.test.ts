import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workOut } from '../../main/dosing/calculate.ts';
import { planProduct } from '../../main/dosing/productPlan.ts';
import { roundDose } from '../../main/dosing/roundDose.ts';
import { type DosingPerson, isInAge } from '../../main/dosing/person.ts';
import { rulesFor } from '../../main/dosing/rulesFor.ts';
import { loadKnowledge } from '../../main/knowledge/load.ts';
import { matchMedicine } from '../../main/knowledge/matchMedicine.ts';
import { checkDose } from '../../main/prescriptions/safetyDose.ts';
import { readWrittenDose } from '../../main/prescriptions/writtenDose.ts';
import { convertAmount } from '../../preload/contract/amounts.ts';
import { maintenanceFluid } from '../../preload/contract/fluids.ts';

const knowledge = loadKnowledge();
const today = '2026-11-22';
const rules = [...knowledge.doseRules.values()].flat();
const weight = fc.double({ min: 0.6, max: 150, noNaN: true });
const person = fc.record({
  today: fc.constant(today),
  birthDate: fc.option(
    fc.date({ min: new Date('1930-01-01'), max: new Date(today), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  ),
  sex: fc.constantFrom('male', 'female', 'unknown' as const),
  weightKg: fc.option(weight),
  heightCm: fc.option(fc.double({ min: 40, max: 200, noNaN: true })),
  clearance: fc.option(fc.double({ min: 1, max: 150, noNaN: true })),
}) as fc.Arbitrary<DosingPerson>;

describe('rules', () => {
  test('low, usual and high stay in their order for everybody, and none passes a maximum', () => {
    fc.assert(
      fc.property(person, fc.constantFrom(...knowledge.doseRules.keys()), (somebody, id) => {
        for (const { rule, perDose, perDay } of rulesFor(knowledge.doseRules.get(id) ?? [], somebody, null).limits) {
          for (const range of [perDose, perDay]) {
            if (!range) continue;
            expect(range.usual).toBeLessThanOrEqual(range.high * (1 + 1e-9));
            if (range.low !== null) expect(range.low).toBeLessThanOrEqual(range.usual * (1 + 1e-9));
          }
          expect(perDose.high).toBeLessThanOrEqual((rule.maxPerDose ?? Infinity) * (1 + 1e-9));
          expect(perDay?.high ?? 0).toBeLessThanOrEqual((rule.maxPerDay ?? Infinity) * (1 + 1e-9));
        }
      }),
    );
  });

  test('a dose by weight grows with the weight until its maximum, and then stays', () => {
    const byWeight = rules.filter(
      (rule) => rule.per === 'kg' && (rule.each === 'dose' || rule.each === 'day') && rule.weight.from === null && rule.weight.to === null,
    );
    fc.assert(
      fc.property(fc.constantFrom(...byWeight), weight, weight, (rule, one, other) => {
        const [light, heavy] = one < other ? [one, other] : [other, one];
        const dose = (weightKg: number) =>
          rulesFor(
            [{ ...rule, age: { from: null, to: null }, clearance: null }],
            { today, birthDate: null, sex: 'unknown', weightKg, heightCm: null, clearance: null },
            null,
          ).limits[0]!.perDose.usual;
        expect(dose(heavy)).toBeGreaterThanOrEqual(dose(light) * (1 - 1e-9));
        if (rule.maxPerDose === null && rule.maxPerDay === null) expect(dose(heavy) / dose(light)).toBeCloseTo(heavy / light, 6);
      }),
    );
  });

  test('bands that follow each other leave no gap and do not overlap', () => {
    const bands = Object.values(
      Object.groupBy(
        rules.filter((rule) => rule.indication === 'pneumonia, by age' || rule.indication === 'malaria'),
        (rule) => rule.ingredient,
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...bands),
        fc.double({ min: 5, max: 90, noNaN: true }),
        fc.integer({ min: 61, max: 1825 }),
        (band, kg, days) => {
          const birthDate = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
          const held = band!.filter(
            (rule) => isInAge(rule.age, birthDate, today) && (rule.weight.from ?? 0) <= kg && kg < (rule.weight.to ?? Infinity),
          );
          const isIn =
            band!.some((rule) => rule.weight.from !== null) ||
            isInAge({ from: { value: 2, unit: 'mo' }, to: { value: 5, unit: 'y' } }, birthDate, today);
          expect(held).toHaveLength(isIn ? 1 : 0);
        },
      ),
    );
  });
});

describe('rounding', () => {
  const step = fc.constantFrom(1, 0.5, 0.25, 0.1, 5);
  test('never above the maximum; less than half a step off, or down by less than one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5000, noNaN: true }),
        step,
        fc.option(fc.double({ min: 0.01, max: 5000, noNaN: true })),
        fc.boolean(),
        (exact, by, limit, isDownOnly) => {
          const most = limit ?? Infinity;
          const rounded = roundDose(exact, by, { most, isDownOnly });
          if (!rounded) return;
          expect(rounded.value).toBeLessThanOrEqual(most * (1 + 1e-6));
          expect(Math.abs(rounded.value / by - Math.round(rounded.value / by))).toBeLessThan(1e-6);
          if (isDownOnly) expect(rounded.value).toBeLessThanOrEqual(exact * (1 + 1e-6));
          if (exact <= most)
            expect(Math.abs(rounded.value - exact)).toBeLessThanOrEqual(by * (isDownOnly || rounded.value + by > most ? 1 : 0.5) + 1e-6);
        },
      ),
    );
  });

  test('what the calculator gives with any product passes no maximum, and the dose check finds nothing against it', () => {
    const medicines = [
      'paracetamol tablet',
      'amoxicillin',
      'ceftriaxone im',
      'gentamicin im',
      'ciprofloxacin',
      'isoniazid',
      'cefalexin',
      'metronidazole tablet',
      'furosemide',
      'erythromycin',
    ] as const;
    const strength = fc.record({ perMl: fc.boolean(), value: fc.constantFrom(5, 10, 20, 24, 25, 40, 50, 100, 125, 250, 500) });
    fc.assert(
      fc.property(
        fc.constantFrom(...medicines),
        fc.double({ min: 0.06, max: 12, noNaN: true }),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        strength,
        fc.constantFrom('whole', 'half', 'quarter' as const),
        (medicine, years, spread, held, split) => {
          const days = Math.floor(years * 365.25);
          const birthDate = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
          const weightKg = Math.round((3.5 + years * 2.6 + spread) * 10) / 10;
          const { answer, exact } = workOut(
            {
              medicine,
              figures: { birthDate, sex: 'female', weightKg, heightCm: null, creatinineUmolL: null },
              rule: null,
              timesPerDay: null,
              days: 5,
              split,
            },
            today,
            knowledge,
          );
          if (!exact || !answer.result) return;
          const amount = { value: held.value, unit: 'mg' as const };
          const unit = held.perMl ? 'mL' : 'tablet';
          const { plan } = planProduct(
            exact,
            { itemId: 'i', name: 'x', form: unit === 'mL' ? 'oral suspension' : 'tablet', unit, onHand: 1, packSize: 1 },
            held.perMl ? { perPiece: null, perMl: amount } : { perPiece: amount, perMl: null },
            { split, days: 5, route: exact.rule.routes[0] ?? null },
          );
          if (!plan) return;
          const given = convertAmount(plan.given.value, plan.given.unit, exact.rule.unit) ?? Number.NaN;
          expect(given).toBeLessThanOrEqual(exact.most * (1 + 1e-9));
          expect(given).toBeLessThanOrEqual((exact.rule.maxPerDose ?? Infinity) * (1 + 1e-9));
          const name = `${exact.rule.ingredient} ${held.value} mg${held.perMl ? '/mL' : ' tablet'}`;
          const order = { text: name, role: 'order' as const, match: matchMedicine(name, knowledge), dosage: plan.dosage };
          const { findings } = checkDose(
            order,
            [],
            { today, patient: { birthDate, sex: 'female', weightKg }, allergies: [], conditions: [] },
            knowledge,
          );
          expect(
            findings.filter((finding) => finding.severity !== 'information' && finding.kind === 'dose' && !finding.code.includes('low')),
          ).toEqual([]);
        },
      ),
    );
  });
});

test('units are exact there and back', () => {
  const units = fc.constantFrom('g', 'mg', 'ug' as const);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), units, units, (value, from, to) => {
      const there = convertAmount(value, from, to) ?? Number.NaN;
      expect(convertAmount(there, to, from)).toBe(value);
    }),
  );
});

test('maintenance grows with the weight, never faster than 100 mL/kg', () => {
  fc.assert(
    fc.property(weight, weight, (one, other) => {
      const [light, heavy] = one < other ? [one, other] : [other, one];
      const more = maintenanceFluid(heavy).perDay - maintenanceFluid(light).perDay;
      expect(more).toBeGreaterThanOrEqual(-1e-6);
      expect(more).toBeLessThanOrEqual((heavy - light) * 100 + 1e-6);
    }),
  );
});

test('any text ends in a reading or a reason, and any order in findings or what was not checked', () => {
  const word = fc.constantFrom(
    'paracetamol',
    '500',
    'mg',
    'mcg',
    'ten',
    '0',
    '1e9',
    'tds',
    '/',
    '-',
    '+',
    '1+0+1',
    'max',
    'day',
    'x',
    '5/7',
    'prn',
    'IU',
    '%',
    'ml',
    'kg',
    'NaN',
    '½',
    '9999999999',
    '.',
    'then',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 12 }), (words) => {
      const text = words.join(' ');
      const read = readWrittenDose(text);
      if (!('why' in read)) expect(Number.isNaN(read.amount.value)).toBe(false);
      const match = matchMedicine(`paracetamol ${text}`, knowledge);
      const { findings, checked, unchecked } = checkDose(
        { text: `paracetamol ${text}`, role: 'order', match },
        [],
        { today, patient: null, allergies: null, conditions: null },
        knowledge,
      );
      expect(findings.length + checked.length + unchecked.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding.text).not.toMatch(/NaN|undefined|\{\{/);
    }),
  );
});

test('a higher dose is never judged milder', () => {
  const loud = { information: 1, warning: 2, stop: 3 };
  const facts = { today, patient: { birthDate: '2020-03-01', sex: 'male' as const, weightKg: 20 }, allergies: [], conditions: [] };
  fc.assert(
    fc.property(
      fc.constantFrom('paracetamol', 'amoxicillin', 'gentamicin im', 'isoniazid', 'ciprofloxacin'),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      (name, one, other) => {
        const [small, large] = one < other ? [one, other] : [other, one];
        const worst = (mg: number) => {
          const text = `${name} ${mg} mg bd`;
          const { findings } = checkDose({ text, role: 'order', match: matchMedicine(text, knowledge) }, [], facts, knowledge);
          return Math.max(
            0,
            ...findings
              .filter((finding) => finding.kind === 'dose' && !finding.code.includes('low'))
              .map((finding) => loud[finding.severity]),
          );
        };
        expect(worst(large)).toBeGreaterThanOrEqual(worst(small));
      },
    ),
  );
});
