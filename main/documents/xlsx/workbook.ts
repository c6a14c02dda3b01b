import { AppError } from '../../../preload/contract/errors.ts';
import type { Parts } from './unpack.ts';
import { unescapeText } from './escapes.ts';
import { walkXml } from './xml.ts';

type Sheet = { name: string; part: string };

/** The first sheet that is shown. @throws 'spreadsheet.damaged' */
export function firstSheet(parts: Parts): { sheet: Sheet; is1904: boolean } {
  const workbook = parts('xl/workbook.xml');
  const relations = parts('xl/_rels/workbook.xml.rels');
  if (!workbook || !relations) throw new AppError('spreadsheet.not_xlsx');
  const targets = new Map<string, string>();
  walkXml(relations, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target);
    },
  });
  const sheets: (Sheet & { isHidden: boolean })[] = [];
  let is1904 = false;
  walkXml(workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const target = targets.get(id);
      if (target === undefined) return;
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      sheets.push({ name: attributes['name'] ?? '', part, isHidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  const sheet = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  if (!sheet) throw new AppError('spreadsheet.damaged');
  return { sheet, is1904 };
}

/** Texts that cells point at. What stands over a word to say how it sounds (rPh) is not part of it. */
export function sharedTexts(bytes: Uint8Array | undefined): string[] {
  const texts: string[] = [];
  if (!bytes) return texts;
  let current = '';
  let isText = false;
  let sounds = 0;
  walkXml(bytes, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') sounds += 1;
      isText = name === 't' && sounds === 0;
    },
    text: (piece) => {
      if (isText) current += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') sounds -= 1;
      if (name === 'si') texts.push(unescapeText(current));
    },
  });
  return texts;
}

/** Which cell styles show a number as a date. Source: ECMA-376 part 1, 18.8.30 (numFmt). */
export function dateStyles(bytes: Uint8Array | undefined): boolean[] {
  const styles: boolean[] = [];
  if (!bytes) return styles;
  const own = new Map<number, boolean>();
  let isInCells = false;
  walkXml(bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), isDateFormat(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') isInCells = true;
      if (name === 'xf' && isInCells) {
        const format = Number(attributes['numFmtId'] ?? 0);
        styles.push(
          own.get(format) ?? ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47)),
        );
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** Letters of a date outside of quotes, brackets and escapes. */
const isDateFormat = (code: string) => /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/general/gi, ''));
