import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, ink, leading, Paper, type Printed, type Style, warning } from './paper.ts';
import { drawQrCode } from './qrCode.ts';
import { recoverySheetWords, type Locale } from './strings.ts';

/** `auditPublicKey` is the base64 text of keys.json: whoever holds the sheet can tell a forged audit. */
export type RecoverySheetInput = { facility: Facility; groups: readonly string[]; auditPublicKey: string; printed: Printed };

const body: Style = { size: 10.5 };
const label: Style = { size: 8, color: grey };
const groupStyle: Style = { size: 21, bold: true };
const numberStyle: Style = { size: 8, color: grey };
const qrSide = 118;

/** One A4 page to lock away: the recovery key in large groups and as a QR code, and what it is for. */
export function recoverySheetPdf(input: RecoverySheetInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = recoverySheetWords[locale];
  const { facility, groups } = input;
  const paper = new Paper({
    locale,
    size: 'A4',
    title: `${words.title}, ${facility.name}`,
    author: facility.name,
    printed: input.printed,
    margin: { x: 54, top: 48, bottom: 48 },
    foot: `${words.title}  ·  ${facility.name}`,
    continued: (page) => page.y,
  });
  paper.y = drawLetterhead(paper, facility, paper.width, 14) + 4;
  paper.line(`${words.facilityCode} ${facility.code}`, paper.left, paper.y, label);
  paper.y += 20;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 14;
  paper.line(words.title, paper.left, paper.y, { size: 22, bold: true });
  paper.y += 38;
  drawText(paper, words.what);
  drawText(paper, words.keep, { ...body, bold: true, color: warning });
  drawKey(paper, groups, words.reading);
  words.use.forEach((step, index) => drawText(paper, `${index + 1}.  ${step}`));
  paper.y += 8;
  paper.line(words.auditKey, paper.left, paper.y, label);
  paper.y = paper.lines(paper.wrap(input.auditPublicKey, { size: 8 }, paper.width), paper.left, paper.y + 12, { size: 8 }) + 40;
  drawSignatures(paper, words.signatures);
  return paper.finish();
}

function drawText(paper: Paper, text: string, style: Style = body): void {
  paper.y = paper.lines(paper.wrap(text, style, paper.width), paper.left, paper.y, style) + 8;
}

/** Four groups, then three, each with its number: the program asks for one of them by its number. */
function drawKey(paper: Paper, groups: readonly string[], reading: string): void {
  const top = paper.y + 6;
  paper.block(paper.left, top, paper.width, qrSide + 16, '#f3f5f6');
  groups.forEach((group, index) => {
    const x = paper.left + 16 + (index % 4) * 84;
    const y = top + 18 + Math.floor(index / 4) * 46;
    paper.line(String(index + 1), x, y - 8, numberStyle);
    paper.line(group, x, y, groupStyle);
  });
  const note = paper.wrap(reading, { size: 7.5, color: grey }, paper.width - qrSide - 40);
  paper.lines(note, paper.left + 16, top + qrSide + 8 - note.length * leading({ size: 7.5 }), { size: 7.5, color: grey });
  drawQrCode(paper, groups.join('-'), paper.right - qrSide - 8, top + 8, qrSide);
  paper.y = top + qrSide + 34;
}

function drawSignatures(paper: Paper, names: readonly string[]): void {
  const width = (paper.width - 28) / names.length;
  names.forEach((name, index) => {
    const x = paper.left + index * (width + 28);
    paper.rule(paper.y, x, x + width, 0.6, ink);
    paper.line(name, x, paper.y + 4, label);
  });
}
