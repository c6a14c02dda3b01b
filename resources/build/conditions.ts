import { join } from 'node:path';
import { plainName } from '../../main/knowledge/plainName.ts';
import { listOf, readTable } from './table.ts';

/** WHO's codes with their titles, untouched. */
export function collectIcd10(folder: string): string[][] {
  return readTable(join(folder, 'codes', 'icd10_who_2019_code_titles.tsv'), ['code', 'title']).map((row) => [row['code'] ?? '', row['title'] ?? '']);
}

/** Names for the type-ahead: CIEL's English names and synonyms and its French names, where one WHO code has the same meaning or one is narrower. */
export function collectTerms(folder: string, codes: readonly string[][]): string[][] {
  const titles = new Map(codes.map(([code = '', title = '']) => [code, title]));
  const terms: string[][] = [];
  for (const row of readTable(join(folder, 'codes', 'ciel_diagnoses_icd10.csv'))) {
    const targets = [...listOf(row['icd10_who_same'] ?? '', /[|;]/), ...listOf(row['icd10_who_narrower'] ?? '', /[|;]/)].filter((code) => titles.has(code));
    for (const code of targets.slice(0, 1)) {
      for (const text of [row['name_en'] ?? '', ...listOf(row['synonyms_en'] ?? '', '|')])
        if (plainName(text) !== '' && plainName(text) !== plainName(titles.get(code) ?? '')) terms.push([code, 'en', text]);
      for (const text of listOf(row['name_fr'] ?? '', '|')) if (plainName(text) !== '') terms.push([code, 'fr', sentenceCase(text)]);
    }
  }
  return terms;
}

/** Some French names stand in capitals in the source; a name in a list should not shout. */
function sentenceCase(text: string): string {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
  const calm = letters.length > 4 && capitals / letters.length > 0.5 ? text.toLowerCase() : text;
  return calm.slice(0, 1).toUpperCase() + calm.slice(1);
}
