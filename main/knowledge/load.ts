import { join } from 'node:path';
import type { Severity } from '../../preload/contract/safety.ts';
import { resourcesDir } from '../resources.ts';
import { readResourceTable } from '../resourceTable.ts';
import {
  type AllergyClass,
  type CrossReactionRate,
  type InteractionRule,
  type Knowledge,
  type KnowledgeList,
  type MedicineClass,
  pairKey,
} from './knowledge.ts';
import { readDoseRules, readProductStrengths } from './doseRules.ts';
import { readDiseaseRules } from './diseaseRules.ts';
import { readFacts } from './facts.ts';
import { readFlags } from './flags.ts';
import { buildMedicineIndex, type NameKind } from './medicineIndex.ts';
import { readDuplicateGroups, readPatientRules } from './patientRules.ts';
import { packOnlyTables } from './packs/table.ts';
import { plainName } from './plainName.ts';
import { type ConditionCatalogue, type ConditionCode, icd10System, type SearchLine } from './searchConditions.ts';

const knowledgeByFolder = new Map<string, Knowledge>();
const conditionsByFolder = new Map<string, ConditionCatalogue>();

/** The medicine tables, read once for the life of the process. */
export function loadKnowledge(folder: string = join(resourcesDir(), 'knowledge')): Knowledge {
  const loaded = knowledgeByFolder.get(folder) ?? buildKnowledge(shippedRows(folder));
  knowledgeByFolder.set(folder, loaded);
  return loaded;
}

/** ICD-10 with its search terms, read once, apart from the medicines: not every process needs it. */
export function loadConditions(folder: string = join(resourcesDir(), 'codes')): ConditionCatalogue {
  const loaded = conditionsByFolder.get(folder) ?? readConditions(folder);
  conditionsByFolder.set(folder, loaded);
  return loaded;
}

/** Rows of a table by its name: the shipped ones, or these with what packs add to them (packs/merge.ts). */
export type TableRows = (name: string) => readonly (readonly string[])[];

export const shippedRows =
  (folder: string = join(resourcesDir(), 'knowledge')): TableRows =>
  (name) =>
    Object.hasOwn(packOnlyTables, name) ? [] : readResourceTable(join(folder, `${name}.tsv`));

export function buildKnowledge(rows: TableRows): Knowledge {
  const facts = readFacts(rows);
  const ingredients = new Map(
    rows('ingredients').map(([id = '', name = '', atc = '']) => [
      id,
      { id, name, atc: [...new Set([...listOf(atc), ...facts.atcOf(id)])] },
    ]),
  );
  const names = rows('names').map(([text = '', kind = '', ids = '']) => ({ text, kind: kind as NameKind, ingredientIds: ids.split('+') }));
  const classes = new Map<string, MedicineClass>();
  const groups = new Map<string, string[]>();
  for (const [id = '', name = '', members = '', ours = ''] of rows('classes')) {
    const group: MedicineClass = { id, name, members: listOf(members), ours: listOf(ours) };
    classes.set(id, group);
    for (const member of [...group.members, ...group.ours]) groups.set(member, [...(groups.get(member) ?? [member]), id]);
  }
  const rulesByPair = new Map<string, InteractionRule[]>();
  const listsBySide = new Map<string, Set<string>>();
  for (const [list = '', level = '', effect = '', left = '', right = ''] of rows('interactions')) {
    const key = pairKey(left, right);
    const before = rulesByPair.get(key);
    if (before) before.push({ list, level, effect, left, right });
    else rulesByPair.set(key, [{ list, level, effect, left, right }]);
    for (const side of [left, right]) {
      const lists = listsBySide.get(side);
      if (lists) lists.add(list);
      else listsBySide.set(side, new Set([list]));
    }
  }
  const groupsOf = (id: string): readonly string[] => groups.get(id) ?? [id];
  return {
    ingredients,
    medicines: buildMedicineIndex(names),
    lists: new Map(rows('lists').map(([id = '', kind = '', name = '', edition = '', source = '']) => [id, { id, kind: kind as KnowledgeList['kind'], name, edition, source }])),
    severities: new Map(rows('levels').map(([list = '', level = '', severity = '']) => [`${list}.${level}`, severity as Severity])),
    classes,
    groupsOf,
    rulesByPair,
    listsCovering: (id) => new Set(groupsOf(id).flatMap((group) => [...(listsBySide.get(group) ?? [])])),
    allergyClasses: new Map(rows('allergyClasses').map(([id = '', within = '', words = '', members = '']): [string, AllergyClass] => [id, { id, within: within as AllergyClass['within'], words: listOf(words), members: new Set(listOf(members)) }])),
    otherAllergens: new Set(rows('otherAllergens').map(([name = '']) => name)),
    sideChains: new Map(rows('sideChains').map(([cluster = '', sideChain = '', id = '']) => [id, { cluster, sideChain }])),
    flags: readFlags(rows, (id) => ingredients.get(id)?.name ?? id),
    factsOf: facts.of,
    crossReactivity: new Map(rows('crossReactivity').map(([key = '', percent = '', low = '', high = '', source = '']): [string, CrossReactionRate] => [key, { percent: numberOf(percent), low: numberOf(low), high: numberOf(high), source }])),
    diseases: readDiseaseRules(rows),
    patientRules: readPatientRules(rows),
    duplicateGroups: readDuplicateGroups(rows),
    doseRules: readDoseRules(rows('doses')),
    productStrengths: readProductStrengths(rows('productStrengths')),
  }; // prettier-ignore
}

function readConditions(folder: string): ConditionCatalogue {
  const terms = new Map<string, { text: string; language: 'en' | 'fr' }[]>();
  for (const [code = '', language = '', text = ''] of readResourceTable(join(folder, 'icd10Terms.tsv'))) {
    const term = { text, language: language === 'fr' ? ('fr' as const) : ('en' as const) };
    const before = terms.get(code);
    if (before) before.push(term);
    else terms.set(code, [term]);
  }
  const codes: ConditionCode[] = readResourceTable(join(folder, 'icd10.tsv')).map(([code = '', title = '']) => ({
    code,
    title,
    isBlock: !/^[A-Z]\d[\dA-Z](\.\d+)?$/.test(code),
    terms: terms.get(code) ?? [],
  }));
  const lines = codes.flatMap((code): SearchLine[] => [
    { code, plain: ` ${plainName(code.title)}`, text: code.title, language: 'en', isTitle: true },
    ...code.terms.map((term): SearchLine => ({
      code,
      plain: ` ${plainName(term.text)}`,
      text: term.text,
      language: term.language,
      isTitle: false,
    })),
  ]);
  return { system: icd10System, edition: '2019', codes, byCode: new Map(codes.map((code) => [code.code, code])), lines };
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(';');
}

function numberOf(text: string): number | null {
  return text === '' ? null : Number(text);
}
