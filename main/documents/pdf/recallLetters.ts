import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, ink, leading, Paper, type Printed, type Style, warning } from './paper.ts';
import { recallWords } from './recallWords.ts';
import type { Locale } from './strings.ts';

type Person = {
  name: string;
  number: string;
  place: string;
  phone: string;
  quantity: number;
  lotNumbers: readonly string[];
  lastGivenOn: string;
};
export type RecallLettersInput = {
  facility: Facility;
  recall: { number: string; itemName: string; unit: string; class: 'I' | 'II' | 'III'; reason: string; source: string };
  writtenOn: string;
  signer: string;
  people: readonly Person[];
  printed: Printed;
};

const label: Style = { size: 8, color: grey };
const body: Style = { size: 12 };
const bold: Style = { size: 12, bold: true };

/** A4, one page a person: what they were given, that it is called back, and what to do. */
export function recallLettersPdf(input: RecallLettersInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const { facility, recall, printed } = input;
  const paper = new Paper({
    locale,
    size: 'A4',
    title: `${recall.number} ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 56, top: 48, bottom: 52 },
    foot: recall.number,
    continued: (page) => page.y,
  });
  input.people.forEach((person, at) => {
    if (at > 0) paper.room(paper.floor);
    drawLetter(paper, input, person, locale);
  });
  return paper.finish();
}

function drawLetter(paper: Paper, { facility, recall, writtenOn, signer }: RecallLettersInput, person: Person, locale: Locale): void {
  const words = recallWords[locale];
  const paragraph = (text: string, style: Style = body) => {
    paper.y = paper.lines(paper.wrap(text, style, paper.width), paper.left, paper.y, style) + 6;
  };
  const head = (text: string) => {
    paper.y += 6;
    paper.line(text, paper.left, paper.y, label);
    paper.y += leading(label) + 2;
  };
  paper.y = drawLetterhead(paper, facility, paper.width - 130, 15) + 14;
  paper.line(formatDay(writtenOn, locale), paper.left, paper.y - 26, body, 'right', paper.width);
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 14;
  head(words.to);
  paragraph(person.name, { size: 14, bold: true });
  paragraph([person.place, person.phone, person.number].filter((text) => text !== '').join('  ·  '));
  paper.y += 8;
  paragraph(words.title, { size: 18, bold: true });
  paragraph(words.intro(facility.name, recall.itemName, formatDay(person.lastGivenOn, locale)));
  head(words.why);
  paragraph(recall.reason);
  paragraph(words.grave[recall.class], { ...bold, color: recall.class === 'III' ? ink : warning });
  head(words.what);
  words.steps.forEach((step, at) => paragraph(`${at + 1}.  ${step}`));
  paper.y += 6;
  paper.rule(paper.y);
  paper.y += 10;
  const facts = [
    [words.which, recall.itemName],
    [words.lots, person.lotNumbers.join(', ')],
    [words.quantity, `${formatCount(person.quantity, locale)} ${recall.unit}`],
    [words.recalledBy, recall.source],
    [words.number, recall.number],
  ] as const;
  for (const [name, value] of facts) {
    paper.line(name, paper.left, paper.y + 1.5, label);
    paper.y = paper.lines(paper.wrap(value, { size: 10.5 }, paper.width - 130), paper.left + 130, paper.y, { size: 10.5 }) + 2;
  }
  paper.y += 40;
  paper.rule(paper.y, paper.left, paper.left + 220);
  paper.line(signer, paper.left, paper.y + 4, { size: 10.5 });
  paper.line(words.signature, paper.left, paper.y + 20, label);
}
