import { strToU8, zipSync } from 'fflate';
import { columnLetters } from './address.ts';
import { escapeText } from './escapes.ts';
import { serialOfDay } from './serialDays.ts';

/** `day`: cells are YYYY-MM-DD and sort as dates; `number`: cells are numbers; `width` in characters. */
export type SheetColumn = { head: string; kind?: 'text' | 'number' | 'day'; width?: number };
export type SheetCell = string | number | null;

/** What a cell can hold. Source: Microsoft, Excel specifications and limits. */
const longestCell = 32_767;
const mostRows = 1_048_575;

const style = { plain: 0, head: 1, day: 2, quoted: 3 } as const;

/**
 * One sheet: bold heads that stay while it scrolls, days as dates, a filter over all columns. Text is never a formula, whatever it begins
 * with, not even after somebody has edited the cell.
 */
export function writeXlsx(columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[], sheetName = 'Sheet1'): Buffer {
  if (rows.length > mostRows) throw new Error('a sheet holds no more than 1,048,575 rows below its head');
  const files = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': packageRelations,
    'xl/workbook.xml': workbook(sheetName),
    'xl/_rels/workbook.xml.rels': workbookRelations,
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': sheet(columns, rows),
  };
  const zipped = Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(`${prolog}${xml}`)]));
  return Buffer.from(zipSync(zipped, { level: 6, mtime: new Date(1980, 0, 2) })); // the same rows give the same bytes
}

const prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mime}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${mime}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${mime}.styles+xml"/></Types>`;
const packageRelations = `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
const styles = `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs></styleSheet>`;

/** A name of a sheet has at most 31 characters and none of these. */
const workbook = (name: string) =>
  `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escapeText(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || 'Sheet1')}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

function sheet(columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[]): string {
  const letters = columns.map((_, at) => columnLetters(at));
  const kinds = columns.map(({ kind }) => kind ?? 'text');
  const heads = columns.map(({ head }, at) => text(`${letters[at]}1`, head, style.head)).join('');
  const widths = columns.map(({ head, width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width ?? Math.max(10, Math.min(40, head.length + 4))}" customWidth="1"/>`); // prettier-ignore
  const lines = rows.map((row, index) => {
    const cells = columns.map((_, at) => cell(`${letters[at]}${index + 2}`, row[at] ?? null, kinds[at] ?? 'text'));
    return `<row r="${index + 2}">${cells.join('')}</row>`;
  });
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A1:${letters.at(-1)}${rows.length + 1}"/>`;
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`}<sheetData><row r="1">${heads}</row>${lines.join('')}</sheetData>${filter}</worksheet>`;
}

function cell(at: string, value: SheetCell, kind: 'text' | 'number' | 'day'): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}"><v>${value}</v></c>` : text(at, String(value), style.plain);
  if (kind === 'day' && /^(19[1-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(value)) {
    const serial = serialOfDay(value);
    if (Number.isInteger(serial)) return `<c r="${at}" s="${style.day}"><v>${serial}</v></c>`;
  }
  return text(at, value, /^[\s\p{Cf}']*[=+\-@＝＋－＠]/u.test(value) ? style.quoted : style.plain);
}

function text(at: string, value: string, look: number): string {
  const short = value.length > longestCell ? `${value.slice(0, longestCell - 1)}…` : value;
  return `<c r="${at}"${look === 0 ? '' : ` s="${look}"`} t="inlineStr"><is><t xml:space="preserve">${escapeText(short)}</t></is></c>`;
}
