import type { Day } from '../dates.ts';
import { toGtin14 } from './checkDigit.ts';
import { readGs1Day } from './dates.ts';
import { separator, type Split, splitEveryWay, splitReadable, splitStrictly } from './split.ts';

export type Gs1Element = { ai: string; value: string };

/** What a pack says of itself. */
export type PackContent = {
  /** fourteen digits (AI 01; AI 02 = what the case holds) */
  gtin: string | null;
  /** AI 10 */
  lot: string | null;
  /** AI 21 */
  serial: string | null;
  /** AI 17, or the day of AI 7003: usable through this day */
  expiry: Day | null;
  /** AI 11 */
  production: Day | null;
  /** AI 15 */
  bestBefore: Day | null;
  /** AI 30 (items in it) or 37 (packs in the case) */
  count: number | null;
  /** AI 310n: net weight in kg */
  weightKg: number | null;
  elements: readonly Gs1Element[];
};

export type BarcodeProblem =
  | 'empty'
  | 'too_long'
  | 'not_gs1'
  | 'wrong_length'
  | 'wrong_character'
  | 'check_digit'
  | 'impossible_date'
  | 'contradiction'
  | 'ambiguous';

export type BarcodeReading =
  | { ok: true; content: PackContent }
  /** `readings`: for 'ambiguous', the ways to read it, the standard's own first where it is one */
  | { ok: false; problem: BarcodeProblem; ai: string | null; value: string; readings: readonly PackContent[] };

export type ReadOptions = {
  today: Day;
  /** it is known that this reader sends separators (a camera does, and a scanner that has sent one): then there is one way to read */
  sendsSeparators?: boolean;
};

/** A GS1 symbol holds at most 2335 characters (DataMatrix); packs need less than 100. */
const longest = 400;

/**
 * What stands in a barcode of a pack, as a scanner types it or a camera reads it: GS1 DataMatrix, GS1-128, GS1 QR (with or without the
 * symbology identifier ]d2 ]C1 ]Q3 ]e0), text in brackets, or the bare digits of EAN-13, EAN-8, UPC-A and ITF-14. Never throws.
 * Separators (FNC1) may come as the control character, as a sign that no element can hold, or not at all: then it is told where
 * more than one reading is left. Source: GS1 General Specifications, sections 3, 5.10, 7.8 and 7.12; ISO/IEC 15424 (symbology identifiers).
 */
export function readBarcode(typed: string, { today, sendsSeparators = false }: ReadOptions): BarcodeReading {
  if (typed.length > longest) return refused('too_long', null, '');
  const { symbology, body } = withoutSymbology(typed.trim());
  const text = separated(body);
  const bare = text.replaceAll(separator, '');
  if (bare === '') return refused('empty', null, '');
  if (isGtinAlone(symbology, bare)) {
    const gtin = toGtin14(bare);
    return gtin === null ? refused('check_digit', '01', bare) : asReading({ elements: [{ ai: '01', value: gtin }] }, today);
  }
  if (text.startsWith('(')) return asReading(splitReadable(text, today), today);
  const strict = splitStrictly(text, today);
  if (sendsSeparators || text.includes(separator)) return asReading(strict, today);
  return withoutSeparators(text, strict, today);
}

function withoutSeparators(text: string, strict: Split, today: Day): BarcodeReading {
  const { readings, isWhole } = splitEveryWay(text, today);
  const [only] = readings;
  if (only === undefined) return asReading(strict, today);
  if (readings.length === 1 && isWhole) return asReading({ elements: only }, today);
  const contents = readings.map((elements) => toContent(elements, today)).filter((one) => one !== null);
  return { ok: false, problem: 'ambiguous', ai: null, value: text.slice(0, 40), readings: contents };
}

const refused = (problem: BarcodeProblem, ai: string | null, value: string): BarcodeReading => ({
  ok: false,
  problem,
  ai,
  value,
  readings: [],
});

function asReading(split: Split, today: Day): BarcodeReading {
  if ('problem' in split) return refused(split.problem, split.ai, split.value);
  const content = toContent(split.elements, today);
  return content === null ? refused('contradiction', null, '') : { ok: true, content };
}

/** Null where one identifier stands twice with different values. */
function toContent(elements: readonly Gs1Element[], today: Day): PackContent | null {
  const byAi = new Map<string, string>();
  for (const { ai, value } of elements) {
    if ((byAi.get(ai) ?? value) !== value) return null;
    byAi.set(ai, value);
  }
  const dayOf = (ai: string) => readGs1Day(byAi.get(ai) ?? '', today);
  const count = byAi.get('37') ?? byAi.get('30');
  const weight = elements.find(({ ai }) => ai.startsWith('310'));
  return {
    gtin: byAi.get('01') ?? byAi.get('02') ?? null,
    lot: byAi.get('10') ?? null,
    serial: byAi.get('21') ?? null,
    expiry: dayOf('17') ?? readGs1Day((byAi.get('7003') ?? '').slice(0, 6), today),
    production: dayOf('11'),
    bestBefore: dayOf('15'),
    count: count === undefined ? null : Number(count),
    weightKg: weight ? Number(weight.value) / 10 ** Number(weight.ai.slice(3)) : null,
    elements,
  };
}

/** ]E0 EAN-13, UPC-A; ]E4 EAN-8; ]I1 ITF-14. Without an identifier: digits as many as a GTIN has. */
function isGtinAlone(symbology: string | null, bare: string): boolean {
  if (symbology === null) return /^(\d{8}|\d{12,14})$/.test(bare);
  return /^[EI]/.test(symbology);
}

function withoutSymbology(text: string): { symbology: string | null; body: string } {
  const mark = /^\](?<symbology>[A-Za-z]\d)/.exec(text);
  return { symbology: mark?.groups?.['symbology'] ?? null, body: mark ? text.slice(mark[0].length) : text };
}

/** Scanners are set up to send the separator as many things; none of these signs can stand in an element (section 7.11). */
const separators = new RegExp(String.raw`<GS>|\{GS\}|\[GS\]|\^\]|\\x1d|\\u001d|[${separator}\u241d|~^\u00ac\u00a7\u00e8]`, 'gi');
const separated = (body: string): string => body.replaceAll(separators, separator);
