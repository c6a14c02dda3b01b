import type { Box, OcrText, OcrWord, ReadValue } from '../../preload/contract/ocr.ts';

/** A line of a read picture: its words joined by single spaces, and where in that text each word begins. */
export type TextLine = { text: string; words: readonly OcrWord[]; starts: readonly number[] };

/** A stretch of a line: characters from `start` up to `end`. */
export type Span = { line: TextLine; start: number; end: number };

export function toTextLines(read: Pick<OcrText, 'text' | 'words'>): TextLine[] {
  let next = 0;
  return read.text.split('\n').flatMap((text) => {
    const count = text.split(' ').filter((word) => word !== '').length;
    const words = read.words.slice(next, next + count);
    next += count;
    return words.length === 0 ? [] : [toTextLine(words)];
  });
}

function toTextLine(words: readonly OcrWord[]): TextLine {
  const starts: number[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '') text += ' ';
    starts.push(text.length);
    text += word.text;
  }
  return { text, words, starts };
}

export function spanOf(line: TextLine, match: RegExpExecArray, group: number | string = 0): Span | null {
  const range = typeof group === 'string' ? match.indices?.groups?.[group] : match.indices?.[group];
  return range ? { line, start: range[0], end: range[1] } : null;
}

/** What stands there, word for word, with the box around the words it is taken from and how surely they were read. */
export function toReadValue(spans: readonly Span[]): ReadValue | null {
  const trimmed = spans.map(trim).filter((span) => span.end > span.start);
  const words = trimmed.flatMap(wordsIn);
  if (words.length === 0) return null;
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sureness = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
  return {
    value: trimmed.map(({ line, start, end }) => line.text.slice(start, end)).join(' '),
    confidence: Math.round(sureness * 100) / 100,
    box: around(words.map((word) => word.box)),
  };
}

function wordsIn({ line, start, end }: Span): OcrWord[] {
  return line.words.filter((word, i) => line.starts[i]! < end && line.starts[i]! + word.text.length > start);
}

/** Takes off what only separates: spaces, commas, dashes, colons and a bracket without its partner. */
function trim({ line, start, end }: Span): Span {
  const inside = line.text.slice(start, end);
  const lead = /^[\s,;:.|*_~=–—-]*/.exec(inside)![0].length;
  const kept = inside.slice(lead).replace(/[\s,;:|*_~=–—-]*$/, '');
  const opened = kept.startsWith('(') && !kept.includes(')') ? 1 : 0;
  const closed = kept.endsWith(')') && !kept.includes('(') ? 1 : 0;
  return { line, start: start + lead + opened, end: start + lead + kept.length - closed };
}

function around(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
