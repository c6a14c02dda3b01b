import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../main/knowledge/editDistance.ts';
import { loadKnowledge } from '../../main/knowledge/load.ts';
import { matchMedicine } from '../../main/knowledge/matchMedicine.ts';
import { plainName } from '../../main/knowledge/plainName.ts';
import { medicineLines } from '../fixtures/medicineLines.ts';

const knowledge = loadKnowledge();
const idsOf = (text: string) => matchMedicine(text, knowledge).ingredients.map(({ id }) => id).toSorted().join(' '); // prettier-ignore
/** From here on nothing is said of a reading (main/prescriptions/safetyCoverage.ts). */
const sureFrom = 0.85;

/** Names that are no part of a combination line: what is added to them is strength, form and directions. */
const names = [...knowledge.ingredients.values()].filter(({ name }) => /^[a-z]{6,}$/.test(name)).map(({ name }) => name);
const written = fc.constantFrom(...names, ...medicineLines.map(([text]) => text));

test('case, spaces and full stops never change the ingredient', () => {
  fc.assert(
    fc.property(written, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), fc.nat(3), (text, capitals, spaces) => {
      const cased = [...text].map((letter, at) => (capitals[at] === true ? letter.toUpperCase() : letter.toLowerCase())).join('');
      expect(idsOf(`${' '.repeat(spaces)}${cased.replaceAll(' ', ' '.repeat(spaces + 1))}${' '.repeat(spaces)}`), cased).toBe(idsOf(text));
    }),
  );
});

const strength = fc
  .tuple(
    fc.constantFrom(1, 2.5, 5, 10, 25, 80, 100, 250, 400, 500, 1000),
    fc.constantFrom('mg', ' mg', 'mcg', ' g', 'mg/5ml', ' mg/ml', 'IU', '%'),
  )
  .map(([value, unit]) => `${value}${unit}`);
const form = fc.constantFrom('tab', 'tablets', 'caps', 'susp', 'syrup', 'inj', 'comprimés', 'gélules', 'sirop', 'cream', 'suppo.', 'drops');
const directions = fc.constantFrom('', '1 bd x 5/7', 'tds', 'od', 'prn', '2 fois par jour', 'nocte', 'stat');

test('strength, form and directions never change the ingredient', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), strength, form, directions, fc.boolean(), (name, amount, shape, how, isFirst) => {
      const line = isFirst ? `${shape}. ${name} ${amount} ${how}` : `${name} ${amount} ${shape} ${how}`;
      expect(idsOf(line), line).toBe(idsOf(name));
    }),
  );
});

/** One letter left out, doubled, exchanged with the next, or another in its place; never the first. */
const slip = (name: string) =>
  fc
    .tuple(fc.integer({ min: 1, max: name.length - 1 }), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), fc.nat(3))
    .map(([at, letter, kind]) => {
      const [before, here, after] = [name.slice(0, at), name[at] ?? '', name.slice(at + 1)];
      return (
        [before + after, before + here + here + after, before + (after[0] ?? '') + here + after.slice(1), before + letter + after][kind] ??
        name
      );
    });

const pairs = [...knowledge.flags.lookAlikes].flatMap((key) => {
  const [left = '', right = ''] = key.split('|').map((id) => knowledge.ingredients.get(id)?.name ?? '');
  return [[left, right] as const, [right, left] as const];
}); // prettier-ignore

test('a slip in a look-alike name never ends silently at its neighbour', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...pairs).chain(([name, other]) => slip(name).map((typed) => ({ name, other, typed }))),
      ({ name, other, typed }) => {
        const match = matchMedicine(typed, knowledge);
        const isOther = match.ingredients.some((ingredient) => ingredient.name === other);
        expect(isOther && plainName(typed) !== plainName(other) ? match.confidence : 0, `${name} typed as ${typed}`).toBeLessThan(sureFrom);
        const isSaid = !isOther || editDistance(typed, other, 3) < editDistance(typed, name, 3) || match.candidates.includes(name);
        expect(isSaid, `${typed} as ${match.matched}, without ${name}`).toBe(true);
      },
    ),
  ); // prettier-ignore
});

test('each name of every published pair is read as itself, and so is every name of the table', () => {
  for (const [name] of pairs) expect(matchMedicine(name, knowledge)).toMatchObject({ ingredients: [{ name }], confidence: 1 });
  const wrong = [...knowledge.medicines.byPlain.values()].filter(
    ({ text, ingredientIds }) => idsOf(text) !== ingredientIds.toSorted().join(' '),
  );
  expect(wrong.map(({ text, ingredientIds }) => `${text}: ${idsOf(text)}, not ${ingredientIds.join(' ')}`)).toEqual([]);
});
