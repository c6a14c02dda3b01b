import { join } from 'node:path';
import { plainName } from '../../main/knowledge/plainName.ts';
import type { Ingredients } from './ingredients.ts';
import { classId, type ClassTable } from './interactions.ts';
import { listOf, readLines, readTable } from './table.ts';

export type AllergyClassRow = { id: string; within: string; words: string[]; members: Set<string> };

export function collectAllergyClasses(all: Ingredients, ansm: ClassTable): AllergyClassRow[] {
  const classes = new Map<string, AllergyClassRow>();
  const lines = readLines(join(import.meta.dirname, 'ours', 'allergies.txt')).map((line) => {
    const [head = '', words = '', members = ''] = line.split(/:\s(.*)\|(.*)/);
    const [id = '', within = ''] = head.split(' ');
    return { id, within, words: listOf(words, ';').map(plainName), members: listOf(members, ',') };
  });
  for (const { id, within, words, members } of lines) {
    const found = new Set<string>();
    for (const member of members.filter((name) => !name.startsWith('@'))) {
      if (member.startsWith('+')) for (const entry of all.entries.values()) { if ([...entry.atc].some((code) => code.startsWith(member.slice(1)))) found.add(entry.id); } // prettier-ignore
      else found.add(all.take(member, 'medvault'));
    }
    classes.set(id, { id, within, words: [...new Set(words)], members: found });
  }
  for (const { id, members } of lines) {
    for (const reference of members.filter((name) => name.startsWith('@'))) {
      const name = reference.slice(1);
      const from = name.startsWith('ansm:') ? ansm.get(classId(name.slice(5)))?.members : classes.get(name)?.members;
      if (!from) throw new Error(`ours/allergies.txt: ${id} refers to ${reference}`);
      for (const member of from) classes.get(id)?.members.add(member);
    }
  }
  return [...classes.values()];
}

/** Side-chain clusters: beta-lactams of one cluster share their R1 side chain. */
export function collectClusters(all: Ingredients, folder: string): string[][] {
  return readTable(join(folder, 'drugs', 'betalactam_r1_clusters.csv')).map((row) => [
    row['cluster'] ?? '',
    row['r1_side_chain'] ?? '',
    all.take(row['drug'] ?? '', 'medvault'),
  ]);
}

/** Pooled rates in percent with their confidence interval and the paper they come from; the keys are ours. */
export function collectRates(folder: string): string[][] {
  const keys: readonly (readonly [RegExp, string])[] = [
    [/same R1/, 'same-r1'],
    [/intermediate R1/, 'intermediate-r1'],
    [/low R1/, 'low-r1'],
    [/any carbapenem/, 'carbapenem'],
    [/post-1980/, 'any-cephalosporin'],
    [/-> cefazolin/, 'cefazolin'],
    [/aztreonam/, 'ceftazidime-aztreonam'],
    [/SCAR/, 'severe-skin-reaction'],
  ];
  return readTable(join(folder, 'drugs', 'betalactam_crossreactivity_rates.csv')).map((row) => {
    const key = keys.find(([pattern]) => pattern.test(row['situation'] ?? ''))?.[1];
    if (key === undefined) throw new Error(`a new row in betalactam_crossreactivity_rates.csv: ${row['situation']}`);
    const rate = row['rate_percent_or_rule'] ?? '';
    return [key, /^[\d.]+$/.test(rate) ? rate : '', row['ci_low'] ?? '', row['ci_high'] ?? '', row['primary_source'] ?? ''];
  });
}

/** What people are allergic to that is no medicine, so that nothing can be said of it: food and surroundings of the CIEL allergy set. */
export function collectOtherAllergens(folder: string): string[][] {
  return readTable(join(folder, 'drugs', 'ciel_allergy_set.csv'))
    .filter((row) => /food|environmental/.test(row['member_of'] ?? '') && row['concept_class'] === 'Misc' && !/^other$/i.test(row['name'] ?? ''))
    .flatMap((row) => [row['name'] ?? '', ...listOf(row['synonyms_en'] ?? '', '|')].map((name) => [plainName(name)]))
    .filter(([name = '']) => name !== '');
}
