import type { Letter, LetterFacts } from '../../../preload/contract/compositions.ts';
import { formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, ink, leading, Paper, type Printed, type Style } from './paper.ts';
import { letterWords, type Locale } from './strings.ts';

export type LetterInput = {
  facility: Facility;
  letter: Letter;
  /** left out of a sick note */
  facts?: LetterFacts;
  signedOn: string;
  signer: { name: string; registration: string };
  patient: {
    displayName: string;
    sex: 'female' | 'male' | 'other' | 'unknown';
    ageText: string;
    birthDate: string | null;
    number: string;
  };
  printed: Printed;
};

const label: Style = { size: 8, color: grey };
const body: Style = { size: 10.5 };
const bold: Style = { size: 10.5, bold: true };
const signatureHeight = 84;

/** A4, on the facility's letterhead: a referral, a sick note or a discharge summary. */
export function letterPdf(input: LetterInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = letterWords[locale];
  const { facility, letter, patient, printed } = input;
  const title = words.titles[letter.type];
  const paper = new Paper({
    locale,
    size: 'A4',
    title: `${title} ${patient.number}`,
    author: facility.name,
    printed,
    margin: { x: 56, top: 48, bottom: 52 },
    foot: `${title}  ·  ${patient.number}`,
    continued: (page) => {
      page.line(`${title}, ${patient.displayName}, ${patient.number}`, page.left, page.y, label);
      return page.y + 18;
    },
  });
  paper.y = drawLetterhead(paper, facility, paper.width - 130, 15) + 14;
  paper.line(formatDay(input.signedOn, locale), paper.left, paper.y - 26, body, 'right', paper.width);
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 16;
  paper.line(title, paper.left, paper.y, { size: 18, bold: true });
  paper.y += 32;
  drawPerson(paper, input, locale);
  for (const [head, texts] of partsOf(input, locale)) drawPart(paper, head, texts);
  drawSignature(paper, input, locale);
  return paper.finish();
}

function drawPerson(paper: Paper, { patient }: LetterInput, locale: Locale): void {
  const words = letterWords[locale];
  paper.line(words.patient, paper.left, paper.y, label);
  paper.y = paper.lines(paper.wrap(patient.displayName, { size: 13, bold: true }, paper.width), paper.left, paper.y + 11, {
    size: 13,
    bold: true,
  });
  const born = patient.birthDate ? words.born(formatDay(patient.birthDate, locale)) : '';
  const person = [words.sex[patient.sex], patient.ageText, born, patient.number].filter((part) => part !== '').join('  ·  ');
  paper.y = paper.lines(paper.wrap(person, body, paper.width), paper.left, paper.y, body) + 8;
  paper.rule(paper.y);
  paper.y += 12;
}

/** Heads and their paragraphs, in the order a reader needs them. */
function partsOf({ letter, facts }: LetterInput, locale: Locale): [string, string[]][] {
  const words = letterWords[locale];
  if (letter.type === 'sick-note') {
    return [
      [
        words.statement,
        [words.unfit(formatDay(letter.from, locale), formatDay(letter.until, locale), daysBetween(letter.from, letter.until))],
      ],
      ...(letter.note === '' ? [] : [[words.remarks, [letter.note]] as [string, string[]]]),
    ];
  }
  const known: [string, string[]][] = facts
    ? [
        [words.allergies, facts.allergies.length > 0 ? facts.allergies : [facts.allergiesAsked ? words.noneKnown : words.notAsked]],
        [words.diagnoses, orNone(facts.diagnoses, words.none)],
        [words.medicines, orNone(facts.medicines, words.none)],
      ]
    : [];
  if (letter.type === 'referral') {
    return [[words.to, [letter.to]], [words.urgency, [words.urgencies[letter.urgency]]], [words.question, [letter.question]], ...known];
  }
  return [
    [words.course, [letter.course]],
    ...known,
    ...(letter.followUp === '' ? [] : [[words.followUp, [letter.followUp]] as [string, string[]]]),
  ];
}

const orNone = (texts: string[], none: string) => (texts.length > 0 ? texts : [none]);

/** Both days counted. */
function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1;
}

function drawPart(paper: Paper, head: string, texts: readonly string[]): void {
  paper.room(40);
  paper.line(head, paper.left, paper.y, label);
  paper.y += 12;
  for (const text of texts) {
    for (const paragraph of text.split('\n')) {
      for (const line of paper.wrap(paragraph === '' ? ' ' : paragraph, body, paper.width)) {
        paper.room(leading(body));
        paper.line(line, paper.left, paper.y, body);
        paper.y += leading(body);
      }
    }
  }
  paper.y += 10;
}

function drawSignature(paper: Paper, { signer, signedOn }: LetterInput, locale: Locale): void {
  const words = letterWords[locale];
  paper.room(signatureHeight);
  paper.y += 34;
  paper.rule(paper.y, paper.left, paper.left + 220, 0.6, ink);
  paper.line(words.signature, paper.left, paper.y + 3, label);
  paper.line(signer.name, paper.left, paper.y + 15, bold);
  const registered = signer.registration === '' ? '' : `${words.registration} ${signer.registration}  ·  `;
  paper.line(`${registered}${words.signedOn(formatDay(signedOn, locale))}`, paper.left, paper.y + 31, label);
  paper.y += 50;
}
