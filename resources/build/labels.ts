import { join } from 'node:path';
import { plainName } from '../../main/knowledge/plainName.ts';
import type { Ingredients } from './ingredients.ts';
import { classId, type ClassTable, type Rule } from './interactions.ts';
import { readTable } from './table.ts';

/**
 * Pairs that the contraindications section of a US label rules out. Read by pattern from the public domain text: a sentence that speaks of giving
 * two medicines, and the ingredients and classes it names. The sentence itself is not shipped; dose and disease conditions in it are lost, so the
 * level is quieter than a contraindication that a panel wrote down as a pair.
 */
export function collectLabels(all: Ingredients, classes: ClassTable, folder: string): Rule[] {
  const texts = new Map(
    readTable(join(folder, 'drugs', 'fda_label_contraindication_texts.csv')).map((row) => [row['label_text_id'] ?? '', row['label_contraindications_text'] ?? '']),
  );
  const own = new Map<string, Set<string>>();
  for (const row of readTable(join(folder, 'drugs', 'fda_label_contraindications.csv'))) {
    if (row['is_allergen'] === 'TRUE' || row['is_diagnostic_agent'] === 'TRUE') continue;
    const id = all.find(row['active_ingredient'] ?? '');
    if (id === undefined || id.includes('+')) continue;
    own.set(row['label_text_id'] ?? '', (own.get(row['label_text_id'] ?? '') ?? new Set()).add(id));
  }
  const lookup = nameLookup(all);
  const rules = new Map<string, Rule>();
  for (const [labelId, ingredients] of own) {
    const [id] = ingredients;
    if (id === undefined || ingredients.size !== 1) continue; // one label, one ingredient: else nobody knows whose rule it is
    for (const other of othersIn(texts.get(labelId) ?? '', lookup)) {
      if (other === id || (classes.get(other)?.members.has(id) && !selfClasses.has(other))) continue;
      const [left, right] = other < id ? [other, id] : [id, other];
      rules.set(`${left}|${right}`, { list: 'fda-labels', level: 'label', effect: '', left, right });
    }
  }
  for (const rule of rules.values()) for (const side of [rule.left, rule.right]) if (side.startsWith('ansm:') && !classes.has(side)) throw new Error(`no class ${side}`); // prettier-ignore
  return [...rules.values()];
}

const speaksOfTwo = /concomitant|co-?administ|in combination with|together with|receiving|taking|concurrent|simultaneous|in conjunction|use (of|with)|treated with/i;
const saysOtherwise = /hypersensitiv|allerg|sensitivity to|may be (administered|given|used)|can be used|refer to|replace|substitut|should elapse|surgery|fetus|pregnan|prior to|discontinue|anesthesi|elevated|such as hepatitis|treatment of|indicated for/i;

/** Classes whose members must not be doubled: two MAO inhibitors, two potassium-sparing diuretics. */
const selfClasses = new Set(['IRREVERSIBLE MONOAMINE OXIDASE INHIBITORS (MAOI)', 'POTASSIUM SPARING DIURETICS (ALONE OR IN COMBINATION)'].map(classId));

const classWords: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bMAO-?A\b|MAO inhibitor.{0,30}type A/i, ['IRREVERSIBLE MONOAMINE OXIDASE INHIBITORS (MAOI)', 'REVERSIBLE MAOI-A, INCLUDING LINEZOLIDE AND METHYLENE BLUE']],
  [/monoamine oxidase(?! \(?MAO\)?-?A)|\bMAOIs?\b|\bMAO[- ]inhibit/i, ['IRREVERSIBLE MONOAMINE OXIDASE INHIBITORS (MAOI)', 'REVERSIBLE MAOI-A, INCLUDING LINEZOLIDE AND METHYLENE BLUE', 'MAOI-B']],
  [/(strong|potent)( and moderate| or moderate)?[^.]{0,30}(CYP ?3A4?|P450 ?3A4?)[^.]{0,12}inhibitor/i, ['STRONG INHIBITORS OF CYP3A4']],
  [/(strong|potent)[^.]{0,30}CYP ?3A4?[^.]{0,12}induc|strongly induce/i, ['ENZYME INDUCERS']],
  [/protease inhibitors/i, ['RITONAVIR BOOSTED PROTEASE INHIBITORS']],
  [/\b(organic )?nitrates?\b|nitric oxide donor/i, ['NITRATE DERIVATIVES AND RELATED']],
  [/ergot/i, ['VASOCONSTRICTOR ALKALOIDS OF ERGOT OF RYE']],
  [/prolong(s|ing|ed)?[^.]{0,20}\bQT|QTc?[- ]prolong/i, ['SUBSTANCES THAT TEND TO INDUCE TORSADES DE POINTES']],
  [/potassium[- ](sparing|conserving)/i, ['POTASSIUM SPARING DIURETICS (ALONE OR IN COMBINATION)']],
  [/coumarin/i, ['VITAMIN K ANTAGONISTS']],
  [/loop diuretics/i, ['LOOP DIURETICS']],
  [/proton pump inhibitors/i, ['PROTON PUMP INHIBITORS']],
  [/(PDE[- ]?5|phosphodiesterase)[- ](type )?5? ?inhibitors/i, ['TYPE 5 PHOSPHODIESTERASE INHIBITORS']],
  [/\bNSAIDs?\b|nonsteroidal anti/i, ['NON STEROIDAL ANTI-INFLAMMATORY DRUGS']],
  [/serotonin reuptake inhibitors|\bSSRIs?\b/i, ['SELECTIVE SEROTONIN REUPTAKE INHIBITORS (SSRIs)']],
  [/tricyclic antidepressants/i, ['TRICYCLIC ANTIDEPRESSANTS']],
  [/5-?HT ?1 ?(agonist|B)|triptans/i, ['TRIPTANS']],
]; // prettier-ignore

/** Words that are names of ingredients too, but in a label mostly speak of something else. */
const ambiguous = new Set(['sodium', 'iron', 'calcium', 'iodine', 'oxygen', 'lactose', 'water', 'potassium', 'glucose', 'dextrose', 'insulin', 'alcohol', 'ethanol', 'fluor', 'penicillin', 'progesterone', 'testosterone', 'estradiol', 'cortisol', 'creatine', 'magnesium', 'zinc', 'urea']); // prettier-ignore

function nameLookup(all: Ingredients): Map<string, string> {
  const lookup = new Map<string, string>();
  for (const name of all.names) {
    const plain = plainName(name.text);
    if ((name.kind === 'inn' || name.kind === 'synonym') && name.ids.length === 1 && plain.length >= 5 && !ambiguous.has(plain)) lookup.set(plain, name.ids[0] ?? '');
  }
  return lookup;
}

function othersIn(text: string, lookup: ReadonlyMap<string, string>): Set<string> {
  const others = new Set<string>();
  let isListGoingOn = false;
  for (const sentence of text.split(/(?<=[.;])\s+(?=[A-Z•[])|•/)) {
    const named = ingredientsIn(sentence, lookup);
    const isAbout: boolean = !saysOtherwise.test(sentence) && (speaksOfTwo.test(sentence) || (isListGoingOn && named.size > 0 && /:|\(e\.g|,/.test(sentence)));
    isListGoingOn = isAbout;
    if (!isAbout) continue;
    for (const id of named) others.add(id);
    for (const [pattern, groups] of classWords) if (pattern.test(sentence)) for (const group of groups) others.add(classId(group));
  }
  return others;
}

function ingredientsIn(sentence: string, lookup: ReadonlyMap<string, string>): Set<string> {
  const words = plainName(sentence).split(' ');
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    for (let length = 3; length > 0; length--) {
      const id = lookup.get(words.slice(at, at + length).join(' '));
      if (id === undefined) continue;
      found.add(id);
      at += length - 1;
      break;
    }
  }
  return found;
}
