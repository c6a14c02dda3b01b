import { join } from 'node:path';
import { plainName } from '../../main/knowledge/plainName.ts';
import { effectOf } from './effects.ts';
import type { Ingredients } from './ingredients.ts';
import { listOf, readLines, readTable, type Row } from './table.ts';

export type Rule = { list: string; left: string; right: string; level: string; effect: string };
export type ClassTable = Map<string, { name: string; members: Set<string>; ours: Set<string> }>;

const ansmLevels = ['take_into_account', 'precaution_for_use', 'not_recommended', 'contraindicated'];

/** Things in the ANSM tables that are no ingredient and no class of ingredients: a rule about them would bind to the wrong thing or to everything. */
const notOneThing = /administered by oral route|used by vaginal route|acting on hemostasis|latex condoms|french document|other anti/i;

export const classId = (name: string): string => `ansm:${plainName(name).replace(/^other /, '').replaceAll(' ', '-')}`; // prettier-ignore

export function collectAnsm(all: Ingredients, folder: string): { classes: ClassTable; rules: Rule[]; left: number } {
  const classes: ClassTable = new Map();
  for (const row of readTable(join(folder, 'ddi', 'ansm_2016_en_classes.csv'))) {
    const entry = classFor(classes, row['class_name'] ?? '');
    const names = listOf((row['drug_name'] ?? '').replace(/^alpha-tocopherol .*/i, 'tocopherol'), / or | \+ /);
    for (const name of names) entry.members.add(all.take(name, 'ansm', { rxcui: row['rxcui'] ?? '', atc: listOf(row['atc_codes'] ?? '', ';') }));
  }
  const alias = new Map(
    readTable(join(folder, 'ddi', 'ansm_2016_en_class_aliases.csv')).map((row) => [row['class_name_in_interactions'] ?? '', row['resolved_class_name'] ?? '']),
  );
  // The French thesaurus has one such class; its members stand under the name "opioid receptor antagonists".
  alias.set('PARTIAL AGONIST OPIOIDS', 'OPIOID RECEPTOR ANTAGONISTS (called Partial antagonist opiods in French)');

  const rules = new Map<string, Rule>();
  let left = 0;
  for (const row of readTable(join(folder, 'ddi', 'ansm_2016_en_interactions.csv'))) {
    const level = ansmLevel(row);
    const sides = [side(row, '1'), side(row, '2')];
    const [one, two] = sides;
    if (level === null || one === undefined || two === undefined) {
      left += 1;
      continue;
    }
    keepWorst(rules, { list: 'ansm', ...ordered(one, two), level, effect: effectOf(row['description'] ?? '') });
  }
  addOurMembers(classes, all);
  return { classes, rules: [...rules.values()], left };

  function side(row: Row, which: '1' | '2'): string | undefined {
    const drug = row[`drug${which}`] ?? '';
    const group = row[`class${which}`] ?? '';
    if (drug !== '') {
      if (notOneThing.test(drug)) return undefined;
      const asClass = classId(drug);
      if (classes.has(asClass)) return asClass;
      const ids = listOf(drug, ' + ').map((name) => all.take(name, 'ansm', { rxcui: listOf(drug, ' + ').length === 1 ? (row[`drug${which}_rxcui`] ?? '') : '' }));
      return ids.length === 1 ? ids[0] : undefined;
    }
    if (group === '' || notOneThing.test(group)) return undefined;
    const id = classId(alias.get(group) ?? group);
    return classes.has(id) ? id : undefined;
  }
}

function classFor(classes: ClassTable, name: string) {
  const id = classId(name);
  const entry = classes.get(id) ?? { name: readable(name), members: new Set<string>(), ours: new Set<string>() };
  classes.set(id, entry);
  return entry;
}

const shortForms = /^(?:ACE|ARBs?|NSAIDs?|SSRIs?|MAOI(?:-[AB])?|CYP3A4|COMT|TNF|HMG-COA|ASA|IM|IV|MAO|IA|I|II|III)$/i;
function readable(name: string): string {
  return name
    .replace(/\s*\(called.*\)/, '')
    .split(/(\W+(?<!-))/)
    .map((word) => (shortForms.test(word) ? word : word.toLowerCase()))
    .join('');
}

function ansmLevel(row: Row): string | null {
  const level = row['severity'] ?? '';
  if (ansmLevels.includes(level)) return level;
  const raw = (row['severity_raw'] ?? '').toLowerCase();
  if (/c[o0]ntra/.test(raw)) return 'contraindicated';
  if (/recomm?e/.test(raw)) return 'not_recommended';
  if (/into account/.test(raw)) return 'take_into_account';
  return /methotrexate/.test(raw) ? 'precaution_for_use' : null;
}

function addOurMembers(classes: ClassTable, all: Ingredients): void {
  for (const line of readLines(join(import.meta.dirname, 'ours', 'classMembers.txt'))) {
    const [group = '', members = ''] = line.split(/:(?=[^:]*$)/);
    const entry = classes.get(classId(group));
    if (!entry) throw new Error(`ours/classMembers.txt: no class ${group}`);
    for (const name of listOf(members, ',')) {
      const id = all.take(name, 'medvault');
      if (!entry.members.has(id)) entry.ours.add(id);
    }
  }
}

export function collectOnc(all: Ingredients, folder: string, file: string, list: string, level: string): Rule[] {
  const rules = new Map<string, Rule>();
  for (const row of readTable(join(folder, 'ddi', file))) {
    const [one, two] = [oncName(row['object_drug'] ?? ''), oncName(row['precipitant_drug'] ?? '')];
    // Members that the source lists in error under salicylates, and a class where a medicine should stand (ddi/README.md, known flaws)
    if (/^(methacholine|niclosamide|nsaid)?$/i.test(one) || /^(methacholine|niclosamide|nsaid)?$/i.test(two)) continue;
    keepWorst(rules, { list, ...ordered(all.take(one, 'onc'), all.take(two, 'onc')), level, effect: '' });
  }
  return [...rules.values()].filter((rule) => rule.left !== rule.right);
}

function oncName(name: string): string {
  return name.replace(/’/g, "'").replace(/^Thyroid USP$/i, 'thyroid').replace(/\s+complex$/i, '');
}

export function collectNdfrt(all: Ingredients, folder: string): Rule[] {
  const rules = new Map<string, Rule>();
  for (const row of readTable(join(folder, 'ddi', 'ndfrt_va_2014_pairs.csv'))) {
    const [one, two] = [row['drug1'] ?? '', row['drug2'] ?? ''].map((name) => (/^4-\(/.test(name) ? 'etravirine' : name));
    const level = row['severity'] === 'Critical' ? 'critical' : 'significant';
    keepWorst(rules, { list: 'ndfrt', ...ordered(all.take(one ?? '', 'ndfrt'), all.take(two ?? '', 'ndfrt')), level, effect: '' });
  }
  return [...rules.values()].filter((rule) => rule.left !== rule.right);
}

function ordered(one: string, two: string): { left: string; right: string } {
  return one < two ? { left: one, right: two } : { left: two, right: one };
}

const loudness = [...ansmLevels, 'non_interruptive', 'significant', 'critical', 'high_priority'];
function keepWorst(rules: Map<string, Rule>, rule: Rule): void {
  const key = `${rule.left}|${rule.right}`;
  const before = rules.get(key);
  if (!before || loudness.indexOf(rule.level) > loudness.indexOf(before.level)) rules.set(key, rule);
}

/** Class rules of ours (ours/rules.txt). A group of ours becomes a class `medvault:NAME`, so that a rule stays one row. */
export function collectOurs(all: Ingredients, classes: ClassTable): Rule[] {
  const rules: Rule[] = [];
  for (const line of readLines(join(import.meta.dirname, 'ours', 'rules.txt'))) {
    const group = /^= ([\w-]+): (.*)$/.exec(line);
    if (group) {
      const [, name = '', members = ''] = group;
      classes.set(`medvault:${name}`, { name: groupNames[name] ?? name, members: new Set(), ours: new Set(listOf(members, ',').map((member) => all.take(member, 'medvault'))) });
      continue;
    }
    const [level = '', effect = '', left = '', right = ''] = listOf(line, '|');
    for (const one of sidesOf(left)) for (const other of sidesOf(right)) if (one !== other || one.includes(':')) rules.push({ list: 'medvault', ...ordered(one, other), level, effect }); // prettier-ignore
  }
  return rules;

  function sidesOf(text: string): string[] {
    if (text.startsWith('@') && classes.has(`medvault:${text.slice(1)}`)) return [`medvault:${text.slice(1)}`];
    if (classes.has(classId(text))) return [classId(text)];
    if (text.startsWith('@') || text === text.toUpperCase()) throw new Error(`ours/rules.txt: no group or class ${text}`);
    return listOf(text, ',').map((name) => all.take(name, 'medvault'));
  }
}

const groupNames: Record<string, string> = {
  'qt-strong': 'medicines that prolong QT by their label',
  'qt-possible': 'medicines that may prolong QT',
  'snri-tca': 'SNRIs and tricyclic antidepressants',
  'p2y12-gp': 'platelet inhibitors',
  btk: 'BTK inhibitors',
};
