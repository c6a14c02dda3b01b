import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ItemFacts } from '../../main/items/facts.ts';
import type { Operation } from '../../main/items/import/plan.ts';
import { readList } from '../../main/items/import/readList.ts';
import { linesOf, listAsCsv, listAsXlsx, type ListLine } from '../../main/items/listFile.ts';
import { checkDigitOf } from '../../preload/contract/gs1/checkDigit.ts';

type Item = ItemFacts & { packs: { gtin: string | null; size: number; name: string }[] };

const letters = 'abcdefghijklmnopqrstuvwxyzéèçñ';
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 10 });
/** A remark that a spreadsheet could take for a formula, a quotation, two lines or a separator. */
const remark = fc.oneof(
  word,
  fc.constantFrom('"quoted" words', 'a; b, c', 'tab\there', '+243 81', '-', '@home', "L'Oréal", '', 'Œuvre', 'naïve 100%', '1,5', '00123'),
);
const units = fc.integer({ min: 0, max: 10_000_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Items that differ in name, each with packs that differ in size and GTIN. */
const items: fc.Arbitrary<Item[]> = fc
  .array(
    fc.record({
      name: word,
      ingredients: fc.array(fc.record({ inn: word, strength: maybe(fc.integer({ min: 1, max: 99_999 }).map((n) => n / 1000)), unit: fc.constantFrom('mg', 'g', 'mg/5 mL', 'IU', '%') }), { minLength: 1, maxLength: 3 }),
      form: fc.constantFrom('tablet', 'capsule', 'syrup', 'injection', 'oral powder', 'gel'),
      unit: fc.constantFrom('tablet', 'capsule', 'bottle', 'ml', 'vial', 'piece'),
      atc: maybe(fc.constantFrom('J01CA04', 'N02BE01')),
      sizes: fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 }),
      hasGtins: fc.boolean(),
      packName: remark,
      reorderLevel: units,
      minimum: maybe(fc.integer({ min: 0, max: 1000 })),
      maximum: maybe(fc.integer({ min: 1000, max: 10_000_000 })),
      leadTimeDays: maybe(fc.integer({ min: 0, max: 1000 })),
      price: maybe(fc.integer({ min: 0, max: 1_000_000_000 })),
      category: remark,
      programme: remark,
      ven: maybe(fc.constantFrom('V' as const, 'E' as const, 'N' as const)),
      isControlled: fc.boolean(),
      isColdChain: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drafts) => {
    let pack = 0;
    return drafts.map(({ sizes, hasGtins, packName, ingredients, form, unit, atc, ...rest }, at) => ({
      ...rest,
      name: `${rest.name} no ${at}`,
      category: rest.category.replaceAll(/\s+/g, ' '),
      programme: rest.programme.replaceAll(/\s+/g, ' '),
      product: { ingredients: ingredients.map((one) => ({ ...one, unit: one.strength === null ? null : one.unit })), form, unit, atc },
      packs: sizes.map((size) => {
        const digits = `95011${String(++pack).padStart(7, '0')}`;
        return { size, gtin: hasGtins ? `0${digits}${checkDigitOf(digits)}` : null, name: packName.replaceAll(/\s+/g, ' ') };
      }),
    }));
  }); // prettier-ignore

test('what is exported, as CSV or XLSX, is read as the same items again', () => {
  fc.assert(
    fc.property(
      items,
      fc.constantFrom(listAsCsv, (lines: readonly ListLine[]) => listAsXlsx(lines, 'Items')),
      fc.constantFrom(0, 2, 3),
      (list, write, minorDigits) => {
        const bytes = write(list.flatMap(({ packs, ...facts }) => linesOf(facts, packs, minorDigits)));
        const read = readList({ bytes, existing: [], reading: null, today: '2026-11-21', minorDigits });
        expect(read.problems).toEqual([]);
        expect(read.operations.map(factsAgain)).toEqual(list);
      },
    ),
  );
});

/** A new item's facts; what a row leaves empty is what an item has by itself. */
function factsAgain({ name, product, facts, packs }: Operation) {
  const none = { category: '', programme: '', ven: null, minimum: null, maximum: null, leadTimeDays: null, price: null };
  return { ...none, name, product, ...facts, packs };
}
