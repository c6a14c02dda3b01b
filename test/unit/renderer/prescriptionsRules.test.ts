import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SafetyAnswer, SafetyFinding } from '../../../preload/contract/safety.ts';
import { countIn, toOrder } from '../../../renderer/features/documents/draftOrder.ts';
import { fromBase64, sha256, toBase64 } from '../../../renderer/features/documents/bytes.ts';
import { summariseCoverage } from '../../../renderer/features/prescriptions/coverage.ts';
import { lotChoices } from '../../../renderer/features/dispensing/lotChoices.ts';
import { takeFirst } from '../../../renderer/features/dispensing/picks.ts';
import { wordFinding } from '../../../renderer/features/prescriptions/wordFinding.ts';
import { startStrings } from '../../../renderer/lib/strings/index.ts';
import i18next from 'i18next';

const finding = (change: Partial<SafetyFinding>): SafetyFinding => ({
  kind: 'interaction',
  severity: 'stop',
  between: ['Warfarin 5 mg', 'Miconazole gel'],
  text: 'English of the check.',
  whatToDo: 'English advice.',
  source: 'ANSM interaction thesaurus, September 2016',
  code: 'interaction.contraindicated',
  data: { a: 'warfarin', b: 'miconazole', effect: 'bleeding' },
  cause: 'interaction:miconazole|warfarin',
  ...change,
});

test('a finding is worded in the user’s language from its code and data', () => {
  startStrings('en');
  expect(wordFinding(finding({}), i18next.t)).toEqual({
    text: 'Warfarin and miconazole must not be used together. Risk: bleeding.',
    whatToDo: 'Choose another medicine. If there is none, write down why; the use is reviewed afterwards.',
  });
  const french = i18next.getFixedT('fr');
  expect(wordFinding(finding({ severity: 'warning' }), french)).toEqual({
    text: 'Warfarin et miconazole ne doivent pas être associés. Risque : saignement.',
    whatToDo: 'Préférez un autre médicament. Guettez les saignements ; INR ou numération si possible.',
  });
  const allergy = finding({
    kind: 'allergy',
    code: 'allergy.same_side_chain',
    data: { allergy: 'penicillin', medicine: 'cefalexin', because: 'phenylglycyl', percent: 16.5, low: 11, high: 23 },
  });
  expect(wordFinding(allergy, i18next.t).text).toContain('About 16.5 % react (95 % interval 11 to 23 %).');
  expect(wordFinding({ ...allergy, data: { ...allergy.data, percent: null, low: null, high: null } }, i18next.t).text).not.toContain('%');
});

test('a code without words of ours keeps the sentence of the check', () => {
  expect(wordFinding(finding({ code: 'renal.too_much' }), i18next.t)).toEqual({
    text: 'English of the check.',
    whatToDo: 'English advice.',
  });
  expect(wordFinding(finding({ code: 'interaction.toString' }), i18next.t).text).toBe('English of the check.');
});

test('every list is one check, and nothing missing is left out of the total', () => {
  const ansm = { list: 'ANSM', edition: '2016' };
  const onc = { list: 'ONC', edition: '2012' };
  const answer: SafetyAnswer = {
    findings: [finding({ source: 'ONC, 2012' })],
    medicines: [],
    coverage: {
      checked: [
        { name: 'A', against: [ansm, onc] },
        { name: 'B', against: [ansm] },
      ],
      unchecked: [
        { name: 'B', against: 'ONC', why: '', code: 'no_row' },
        { name: 'B', against: 'VA', why: '', code: 'no_row' },
        { name: 'A', against: 'dose', why: '', code: 'no_rule' },
        { name: 'A', against: 'age', why: '', code: 'no_rule' },
        { name: 'A', against: 'pregnancy', why: '', code: 'not_asked' },
      ],
    },
  };
  const { made, missing, total } = summariseCoverage(answer);
  expect(made).toEqual([
    { ...ansm, hasFinding: false },
    { ...onc, hasFinding: true },
  ]);
  expect(missing.map(({ code, against }) => [code, against])).toEqual([
    ['no_row', ['ONC', 'VA']],
    ['no_rule', ['dose', 'age']],
    ['not_asked', ['pregnancy']],
  ]);
  expect(total).toBe(6); // ANSM, ONC, VA, dose, age, pregnancy
});

test('giving less takes the first lots of the proposal, in its order', () => {
  const lot = fc.record({
    lotId: fc.uuid(),
    lotNumber: fc.string(),
    expiry: fc.constant(null),
    quantity: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(lot, { maxLength: 8 }), fc.integer({ min: 0, max: 3000 }), (picks, wanted) => {
      const taken = takeFirst(picks, wanted);
      const sum = (all: readonly { quantity: number }[]) => all.reduce((total, one) => total + one.quantity, 0);
      expect(sum(taken)).toBe(Math.min(wanted, sum(picks)));
      expect(taken.map((one) => one.lotId)).toEqual(picks.slice(0, taken.length).map((one) => one.lotId));
      expect(taken.slice(0, -1).every((one, index) => one.quantity === picks[index]?.quantity)).toBe(true);
    }),
  );
});

test('the shelf lists what is taken first, then the usable, then the refused', () => {
  const lot = (lotId: string, expiry: string, status: 'active' | 'on-hold' = 'active', onHand = 10) => ({
    lotId,
    lotNumber: lotId,
    expiry,
    status,
    locationId: 'store',
    locationName: 'Store',
    locationKind: 'store' as const,
    isDispensable: true,
    onHand,
    reserved: 0,
    value: 0,
    packSize: 10,
  });
  const lots = [
    lot('late', '2028-01-31'),
    lot('gone', '2026-10-31'),
    lot('held', '2027-01-31', 'on-hold'),
    lot('early', '2027-01-31'),
    lot('empty', '2027-01-31', 'active', 0),
    { ...lot('promised', '2027-01-31'), reserved: 10 },
    { ...lot('ward', '2027-01-31'), isDispensable: false },
  ];
  const choices = lotChoices(lots, [{ lotId: 'early', lotNumber: 'early', expiry: '2027-01-31', quantity: 7 }], '2026-11-21');
  expect(choices.map(({ lotId, take, word }) => [lotId, take, word])).toEqual([
    ['early', 7, 'active'],
    ['late', 0, 'active'],
    ['gone', 0, 'expired'],
    ['held', 0, 'on-hold'],
  ]);
});

test.each([
  ['30 tablets', 30],
  ['No. 20', 20],
  ['N° 14', 14],
  ['x21', 21],
  ['1 x 30', 30],
  ['#28', 28],
  ['Qty: 12', 12],
  ['30/60', null],
  ['2.5', null],
  ['0', null],
  ['thirty', null],
  ['', null],
])('“%s” hands over %s', (text, count) => {
  expect(countIn(text)).toBe(count);
});

test('a line of the paper fills the order without saying a part twice', () => {
  const values = {
    medicine: 'Amoxicillin 500 mg',
    strength: '500 mg',
    form: 'capsules',
    quantity: '21',
    directions: ' 1 three times a day ',
  };
  expect(toOrder(values)).toEqual({
    medicine: 'Amoxicillin 500 mg capsules',
    directions: '1 three times a day',
    quantity: 21,
    unit: 'capsule',
  });
});

test('bytes survive base64, and their hash is SHA-256', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  expect(await sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
