import { plainName } from './plainName.ts';

export const icd10System = 'http://hl7.org/fhir/sid/icd-10';

/** A WHO ICD-10 code. `title` is WHO's, word for word; `terms` are other names for the type-ahead, from CIEL. */
export type ConditionCode = {
  code: string;
  title: string;
  isBlock: boolean;
  terms: readonly { text: string; language: 'en' | 'fr' }[];
};

export type ConditionCatalogue = {
  system: string;
  edition: string;
  codes: readonly ConditionCode[];
  byCode: ReadonlyMap<string, ConditionCode>;
  lines: readonly SearchLine[];
};

/** One searchable text of one code. */
export type SearchLine = { code: ConditionCode; plain: string; text: string; language: 'en' | 'fr'; isTitle: boolean };

export type ConditionSuggestion = {
  system: string;
  edition: string;
  code: string;
  title: string;
  /** The text that was found: the title, or a synonym in the language typed. */
  matched: string;
  language: 'en' | 'fr';
};

/** Type-ahead over ICD-10: by code ("J18", "j18.9") or by words in any order, each the beginning of a word ("pneu", "palu", "fracture femur"). */
export function searchConditions(
  query: string,
  catalogue: ConditionCatalogue,
  { language = 'en', limit = 12 }: { language?: 'en' | 'fr'; limit?: number } = {},
): ConditionSuggestion[] {
  const byCode = codesStartingWith(query, catalogue);
  if (byCode.length > 0) return byCode.slice(0, limit).map((code) => toSuggestion(catalogue, code, nameIn(code, language)));
  const words = plainName(query).split(' ').filter((word) => word !== ''); // prettier-ignore
  if (words.length === 0) return [];
  const scored: { line: SearchLine; score: number }[] = [];
  for (const line of catalogue.lines) {
    const score = scoreOf(line, words, language);
    if (score !== null) scored.push({ line, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.line.code.code < b.line.code.code ? -1 : 1));
  const best = new Map<string, SearchLine>();
  for (const { line } of scored) if (best.size < limit && !best.has(line.code.code)) best.set(line.code.code, line);
  return [...best.values()].map((line) => toSuggestion(catalogue, line.code, line));
}

function codesStartingWith(query: string, catalogue: ConditionCatalogue): ConditionCode[] {
  const wanted = query.trim().toUpperCase();
  if (!/^[A-Z]\d[\dA-Z]?(\.\d*)?$/.test(wanted)) return [];
  return catalogue.codes.filter((code) => !code.isBlock && code.code.startsWith(wanted));
}

/** Low is better: every word must begin a word of the text; short texts and texts that begin with the query come first. */
function scoreOf(line: SearchLine, words: readonly string[], language: string): number | null {
  const padded = line.plain;
  let score = 0;
  for (const [position, word] of words.entries()) {
    const at = padded.indexOf(` ${word}`);
    if (at < 0) return null;
    if (position === 0 && at > 0) score += 12;
    const end = padded[at + 1 + word.length];
    if (end !== undefined && end !== ' ') score += 4;
  }
  score += (padded.length - words.reduce((sum, word) => sum + word.length + 1, 0)) / 4;
  if (line.language !== language) score += 6;
  if (line.code.isBlock) score += 40;
  return score;
}

function nameIn(code: ConditionCode, language: 'en' | 'fr'): { text: string; language: 'en' | 'fr' } {
  return (language === 'fr' ? code.terms.find((term) => term.language === 'fr') : undefined) ?? { text: code.title, language: 'en' };
}

function toSuggestion(
  catalogue: ConditionCatalogue,
  code: ConditionCode,
  matched: { text: string; language: 'en' | 'fr' },
): ConditionSuggestion {
  return {
    system: catalogue.system,
    edition: catalogue.edition,
    code: code.code,
    title: code.title,
    matched: matched.text,
    language: matched.language,
  };
}
