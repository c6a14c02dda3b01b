import { join } from 'node:path';
import type { Ingredients } from './ingredients.ts';
import { bareWords, type LabelText, sentencesOf } from './labelTexts.ts';
import { listOf, readLines, readTable } from './table.ts';

export type ConditionGroup = { id: string; english: string; french: string; codes: string; pattern: RegExp; isSpecific: boolean };

export function readConditionGroups(): ConditionGroup[] {
  return readLines(join(import.meta.dirname, 'ours', 'conditionGroups.txt')).map((line) => {
    const [id = '', english = '', french = '', codes = '', pattern = '', flag = ''] = line.split(' :: ').map((part) => part.trim());
    for (const code of codes.split(/[;-]/)) if (!/^[A-Z]\d\d(\.\d)?$/.test(code)) throw new Error(`${id}: no ICD-10 code ${code}`);
    return { id, english, french, codes, pattern: new RegExp(pattern), isSpecific: flag === 'specific' };
  });
}

/** The label means less than the code says. */
const narrower = /\b(severe|severely|acute|active|history|prior|previous|recent|uncontrolled|poorly|decompensated|advanced|significant|marked|unstable|untreated|symptomatic|serious|known or suspected|congenital|malignant|certain|chronic|moderate|overt|impending|complicat)/;
/** The sentence lets somebody through: with a pacemaker, where it came after aspirin, in an unmonitored setting. */
const conditional = /\bunless|\bexcept|\bwithout\b|absence of|unmonitored|who have experienced|have experienced|after taking|after (ingestion|use)|precipitated|\bwhen\b|\bif\b|in the setting of|when used|for the treatment of|treatment of pain|due to|resulting from|associated with|secondary to/i;
/** Not said of whom it is ruled out for: what the medicine is given for, what is known of it. */
const aside = /chronic process|long-term therapy|indicated for|what it is given for|has been reported|have been reported|were observed/i;

/** What a medicine is given for is not what rules it out. Source: PharmacotherapyDB 1.0, categories DM and SYM. */
function readIndications(all: Ingredients, groups: readonly ConditionGroup[], folder: string): Set<string> {
  const rows = readTable(join(folder, 'drugs', 'indications_physician_curated.tsv')).filter((row) => row['category'] !== 'NOT');
  return new Set(
    rows.flatMap((row) => {
      const group = groups.find(({ pattern }) => pattern.test(bareWords(row['disease'] ?? '')));
      return group ? [`${all.find(row['drug'] ?? '') ?? ''} ${group.id}`] : [];
    }),
  );
}

type Change = { ingredients: string; group: string; severity: string; source: string };

function readChanges(all: Ingredients, classes: ReadonlyMap<string, Iterable<string>>): Change[] {
  return readLines(join(import.meta.dirname, 'ours', 'contraindicationChanges.txt')).flatMap((line) => {
    const [who = '', group = '', severity = '', source = ''] = listOf(line, ' :: ');
    const ids = who.startsWith('class:') ? [...(classes.get(who.slice(6)) ?? [])] : [all.find(who)];
    if (ids.length === 0 || ids.includes(undefined)) throw new Error(`contraindicationChanges.txt: nobody is ${who}`);
    return (ids as string[]).map((ingredients) => ({ ingredients, group, severity, source }));
  });
}

export type Contraindication = { ingredients: string; group: string; severity: 'stop' | 'warning'; sources: string[] };

/** What the labels state about diseases, by our groups of ICD-10 codes, and how many of the diseases that they name are in one. */
export function collectContraindications(
  { all, labels, groups, classes }: { all: Ingredients; labels: readonly LabelText[]; groups: readonly ConditionGroup[]; classes: ReadonlyMap<string, Iterable<string>> },
  folder: string,
): { rows: Contraindication[]; counts: string[][]; unmapped: number; phrases: number } {
  const rows = new Map<string, Contraindication>();
  const indications = readIndications(all, groups, folder);
  const counts = new Map<string, { all: Set<string>; mapped: Set<string>; labels: Set<string> }>();
  for (const label of labels) {
    const count = counts.get(label.ingredients) ?? { all: new Set(), mapped: new Set(), labels: new Set() };
    counts.set(label.ingredients, count);
    count.labels.add(label.id);
    const sentences = sentencesOf(label.text).map((sentence) => ({ sentence, bare: bareWords(sentence) }));
    for (const phrase of label.phrases) {
      count.all.add(phrase);
      const group = groups.find(({ pattern }) => pattern.test(phrase));
      if (!group) continue;
      count.mapped.add(phrase);
      if (indications.has(`${label.ingredients} ${group.id}`)) continue;
      const named = sentences.filter(({ bare }) => bare.includes(phrase));
      const said = named.filter(({ sentence }) => !aside.test(sentence));
      if (named.length > 0 && said.length === 0) continue;
      const isWhole = said.some(({ sentence }) => !conditional.test(sentence)) && (group.isSpecific || !narrower.test(phrase));
      const key = `${label.ingredients} ${group.id}`;
      const row = rows.get(key) ?? { ingredients: label.ingredients, group: group.id, severity: 'warning', sources: [] };
      rows.set(key, { ...row, severity: isWhole ? 'stop' : row.severity, sources: [...new Set([...row.sources, `label:${label.id}`])] });
    }
  }
  for (const { ingredients, group, severity, source } of readChanges(all, classes)) {
    const row = rows.get(`${ingredients} ${group}`);
    if (severity === 'none') rows.delete(`${ingredients} ${group}`);
    else if (row && (severity === 'stop' || severity === 'warning')) rows.set(`${ingredients} ${group}`, { ...row, severity, sources: [source, ...row.sources] });
  }
  const totals = [...counts.values()];
  const phrases = totals.reduce((sum, one) => sum + one.all.size, 0);
  return {
    rows: [...rows.values()],
    counts: [...counts].map(([id, one]) => [id, String(one.labels.size), String(one.mapped.size), String(one.all.size)]),
    phrases,
    unmapped: phrases - totals.reduce((sum, one) => sum + one.mapped.size, 0),
  };
}
