import type { LabelDraft, MedicineLine, OcrText, ReadValue } from '../../preload/contract/ocr.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';
import type { MedicineMatch } from '../knowledge/matchMedicine.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import * as wording from './labelWords.ts';
import { readFields } from './readFields.ts';
import { spanOf, toReadValue, toTextLines } from './textLine.ts';
import type { Span, TextLine } from './textLine.ts';

type Names = Pick<Knowledge, 'ingredients' | 'medicines'>;
type Found = { name: Span; match: MedicineMatch | null; line: TextLine; at: number };

/** A name is believed alone from here on; below, something else in its line must speak of a medicine. */
const sureMatch = 0.98;
/** How far a name is trusted that is on no list. */
const unlistedConfidence = 0.5;

/** A printed prescription or medicine label as a draft. Every value stands on the paper; what is not found is null. */
export function readLabel(read: OcrText, names: Names): LabelDraft {
  const lines = toTextLines(read);
  const found = lines.flatMap((line, at) => findMedicine(line, at, names) ?? []);
  const medicines = found.filter((medicine, i) => !isSecondName(medicine, found[i - 1]));
  return {
    text: read.text,
    fields: readFields(lines),
    lines: medicines.map((medicine, i) => readMedicine(medicine, linesOf(medicine, lines, medicines[i + 1]?.at ?? lines.length))),
  };
}

/** Looks for a name before the line's instructions. Where the name alone does not convince, the line must also hold a strength or a form. */
function findMedicine(line: TextLine, at: number, names: Names): Found | null {
  if (wording.otherLine.test(line.text)) return null;
  const from = wording.listMark.exec(line.text)?.[0].length ?? 0;
  const directions = wording.directionsStart.exec(line.text.slice(from));
  const to = directions ? from + directions.index : line.text.length;
  const spokenOf = line.text.slice(from, to);
  if (!/\p{L}{4}/u.test(spokenOf)) return null;
  const hasStrength = matches(wording.strength, spokenOf);
  const hasForm = matches(wording.form, spokenOf);

  const whole = matchMedicine(spokenOf.replace(/(\p{L}{3})(\d)/gu, '$1 $2'), names);
  if (whole.ingredients.length > 0) {
    const { name, match } = narrow(line, from, to, whole, names);
    const written = line.text.slice(name.start, name.end);
    const besides = spokenOf.replace(written, '').trim();
    const standsAlone = match.confidence >= sureMatch && (directions !== null || !/\d/.test(besides)) && besides.split(/\s+/).length <= 2;
    if (countLetters(written) >= 4 && (hasStrength || hasForm ? match.confidence >= 0.6 : standsAlone && countLetters(written) >= 5))
      return { name, match, line, at };
  }
  return hasForm && wording.medicineMeasure.test(spokenOf) ? findUnlisted(line, at, from) : null;
}

/** Words right before a strength, in a line that also names a form: a medicine that is on no list of ours. */
function findUnlisted(line: TextLine, at: number, from: number): Found | null {
  const strength = searchIn({ line, start: from, end: line.text.length }, wording.strength);
  const before =
    strength && /^[\W\d_]*(?<name>\p{L}[\p{L}'’-]{3,}(?: \p{L}[\p{L}'’-]*){0,3})\W*$/du.exec(line.text.slice(from, strength.start));
  const name = before && spanOf(line, before, 'name');
  if (!name || !strength) return null;
  const written = { line, start: from + name.start, end: from + name.end };
  const form = searchIn(written, wording.form);
  return { name: form && form.start > written.start ? { ...written, end: form.start } : written, match: null, line, at };
}

const countLetters = (text: string): number => text.replace(/[^\p{L}]/gu, '').length;

/** The shortest run of words that is still taken for the same medicine: what the value may point at. */
function narrow(line: TextLine, from: number, to: number, whole: MedicineMatch, names: Names): { name: Span; match: MedicineMatch } {
  const ids = (match: MedicineMatch) => match.ingredients.map((ingredient) => ingredient.id).join();
  const pieces = [...line.text.slice(from, to).matchAll(/[\p{L}][\p{L}'’-]*/gu)].map((piece) => ({
    start: from + piece.index,
    end: from + piece.index + piece[0].length,
  }));
  for (let length = 1; length <= Math.min(6, pieces.length); length++) {
    for (let i = 0; i + length <= pieces.length; i++) {
      const name = { line, start: pieces[i]!.start, end: pieces[i + length - 1]!.end };
      const match = matchMedicine(line.text.slice(name.start, name.end), names);
      if (ids(match) === ids(whole) && match.confidence >= whole.confidence) return { name, match };
    }
  }
  return { name: { line, start: from, end: to }, match: whole };
}

/** A label prints the brand and, right below it, the name of what is in it: one medicine, whose strength may stand in either line. */
function isSecondName(medicine: Found, before: Found | undefined): boolean {
  if (!before || medicine.at - before.at > 2) return false;
  const [these, those] = [medicine.match?.ingredients ?? [], before.match?.ingredients ?? []];
  const sameContent = these.length > 0 && these.every((one) => those.some((other) => other.id === one.id));
  return sameContent && !(matches(wording.strength, medicine.line.text) && matches(wording.strength, before.line.text));
}

/** The medicine's line and those below it, up to the next medicine or to what looks like one that could not be read: its dose must not become this one's. */
function linesOf(medicine: Found, lines: readonly TextLine[], end: number): TextLine[] {
  const below = lines.slice(medicine.at + 1, end);
  const stranger = below.findIndex((line) => wording.listNumber.test(line.text) || beginsInside(line));
  return [medicine.line, ...(stranger === -1 ? below : below.slice(0, stranger))];
}

/** Instructions that follow other words of their line belong to those words. */
function beginsInside(line: TextLine): boolean {
  if (wording.startsSmall.test(line.text) || wording.directionsGoOn.test(line.text)) return false;
  const directions = wording.directionsStart.exec(line.text);
  return directions !== null && /\p{L}{2}[^:]*$/u.test(line.text.slice(0, directions.index));
}

function readMedicine(medicine: Found, lines: readonly TextLine[]): MedicineLine {
  const directions = findDirections(medicine, lines);
  const close = lines.slice(0, 4);
  const rest = (line: TextLine): Span[] => without(line, [...directions, medicine.name]);
  const firstOf = (pattern: RegExp, among: readonly TextLine[]): Span | null => {
    for (const line of among)
      for (const part of rest(line)) {
        const span = searchIn(part, pattern);
        if (span) return span;
      }
    return null;
  };

  const strength = firstOf(wording.strength, close);
  const form = firstOf(wording.form, close) ?? directions.map((span) => searchIn(span, wording.form)).find((span) => span !== null) ?? null;
  const quantity = findQuantity(medicine, lines, [...directions, medicine.name, ...(strength ? [strength] : [])]);
  const name = toReadValue([medicine.name]);
  return {
    medicine: name && {
      ...name,
      confidence: Math.round(name.confidence * (medicine.match?.confidence ?? unlistedConfidence) * 100) / 100,
      match: medicine.match && toMatch(medicine.match),
    },
    strength: valueOf(strength),
    form: valueOf(form),
    quantity: valueOf(quantity),
    directions: toReadValue(directions),
  };
}

function findDirections(medicine: Found, lines: readonly TextLine[]): Span[] {
  const spans: Span[] = [];
  for (const line of lines) {
    const goesOn = spans.length > 0 && (wording.startsSmall.test(line.text) || wording.directionsGoOn.test(line.text));
    const from = line === medicine.line ? medicine.name.end : 0;
    const begins = goesOn ? null : wording.directionsStart.exec(line.text.slice(from));
    const start = begins ? from + begins.index + (begins.groups?.['label']?.length ?? 0) : from;
    if ((goesOn || begins) && !(line !== medicine.line && wording.otherLine.test(line.text)))
      spans.push(untilCount({ line, start, end: line.text.length }));
    else if (spans.length > 0) break;
    if (spans.length >= 4) break;
  }
  return spans;
}

function untilCount(span: Span): Span {
  const count = searchIn(span, wording.countBehind);
  return count ? { ...span, end: count.start } : span;
}

function findQuantity(medicine: Found, lines: readonly TextLine[], taken: readonly Span[]): Span | null {
  const near = lines.slice(0, 6).filter((line) => line === medicine.line || !wording.otherLine.test(line.text));
  for (const pattern of wording.quantity) {
    for (const line of near)
      for (const part of without(line, taken)) {
        const span = searchIn(part, pattern, 'count');
        if (span) return span;
      }
  }
  // "28 Paracetamol 500 mg tablets", as dispensing labels count; a small bare number may as well be a place in a list
  const lead = /^(?<count>\d{1,3})\s$/d.exec(medicine.line.text.slice(0, medicine.name.start));
  return lead && Number(lead.groups!['count']) >= 5 ? spanOf(medicine.line, lead, 'count') : null;
}

/** The parts of a line that none of the spans covers. */
function without(line: TextLine, taken: readonly Span[]): Span[] {
  let free: Span[] = [{ line, start: 0, end: line.text.length }];
  for (const span of taken) {
    if (span.line !== line) continue;
    free = free.flatMap((part) => [
      { line, start: part.start, end: Math.min(part.end, span.start) },
      { line, start: Math.max(part.start, span.end), end: part.end },
    ]);
    free = free.filter((part) => part.end > part.start);
  }
  return free;
}

function searchIn(part: Span, pattern: RegExp, group: number | string = 0): Span | null {
  pattern.lastIndex = 0;
  const match = pattern.exec(part.line.text.slice(part.start, part.end));
  const span = match && spanOf(part.line, match, group);
  return span ? { line: part.line, start: part.start + span.start, end: part.start + span.end } : null;
}

function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

const valueOf = (span: Span | null): ReadValue | null => (span ? toReadValue([span]) : null);

function toMatch(match: MedicineMatch) {
  return {
    matched: match.matched ?? match.text,
    ingredients: match.ingredients.map(({ id, name }) => ({ id, name })),
    confidence: match.confidence,
  };
}
