import type { LabelDraft, ReadValue } from '../../preload/contract/ocr.ts';
import { spanOf, toReadValue } from './textLine.ts';
import type { TextLine } from './textLine.ts';

const month = String.raw`(?:jan|feb|f[ée]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|nov|dec|d[ée]c)\p{L}*`;
const day = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|\d{1,2}\s${month}\.?,?\s\d{4})`;
const monthOfYear = String.raw`(?:\d{1,2}\s?[-/.]\s?\d{4}|\d{1,2}\s?[-/.]\s?\d{2}|\d{4}[-/.]\d{1,2}|${month}\.?\s?\d{2,4}|\d{2}\s\d{4})`;
/** Where the next labelled field of the same line begins. */
const nextField = String.raw`(?=\s+(?:age|[âa]ge|sex|sexe|date|dob|born|n[ée]\(?e?\)?\sle|weight|poids|id|no|mrn|tel|t[ée]l|ref|reg)(?![\p{L}])|\s{2,}|[|;]|$)`;

const patterns = {
  patient: new RegExp(
    String.raw`(?<![\p{L}])(?:patient(?:'s)?(?:\sname)?|name|nom(?:\sdu\spatient)?|pt)\s?[:.]\s*(?<value>\p{L}.*?)${nextField}`,
    'diu',
  ),
  prescriber: new RegExp(
    String.raw`(?<![\p{L}])(?:(?:prescriber|prescribed by|doctor|physician|m[ée]decin|prescripteur|clinician)\s?[:.]\s*(?<value>\p{L}.*?)${nextField}|(?<titled>dr\.?\s\p{Lu}.*?)${nextField})`,
    'diu',
  ),
  date: new RegExp(String.raw`(?<!\p{L})(?:date|le|dated|dispensed|issued)\s?[:.]?\s*(?<value>${day})`, 'diu'),
  lot: /(?<![\p{L}])(?:lot|batch|b\.?n\.?)(?:\s?(?:no|n°|number))?\s?[:.]?\s*(?<value>[A-Z0-9][A-Z0-9-]*\d[A-Z0-9-]*|[A-Z]{1,3}\d[A-Z0-9-]*)/diu,
  expiry: new RegExp(
    String.raw`(?<![\p{L}])(?:exp(?:iry|ires|\.?\sdate)?|per|p[ée]remption|use\sby|best\sbefore)(?:\sdate)?\s?[:.]?\s*(?<value>${day}|${monthOfYear})(?![\d/])`,
    'diu',
  ),
};

/** What a prescription or a label says besides its medicines, each only where it is named as such. */
export function readFields(lines: readonly TextLine[]): LabelDraft['fields'] {
  return {
    patient: firstField(lines, patterns.patient),
    prescriber: firstField(lines, patterns.prescriber),
    date: firstField(
      lines.filter((line) => !/birth|dob|naissance|n[ée]\(?e?\)? le/i.test(line.text) || /(?<!of )\bdate\s?:/i.test(line.text)),
      patterns.date,
    ),
    lot: firstField(lines, patterns.lot),
    expiry: firstField(lines, patterns.expiry),
  };
}

/** What stands behind the first mark of its kind. */
export function firstField(lines: readonly TextLine[], pattern: RegExp): ReadValue | null {
  for (const line of lines) {
    const match = pattern.exec(line.text);
    if (!match) continue;
    const span = spanOf(line, match, 'value') ?? spanOf(line, match, 'titled');
    const value = span && toReadValue([span]);
    if (value) return value;
  }
  return null;
}
