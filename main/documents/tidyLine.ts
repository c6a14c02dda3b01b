import type { OcrWord } from '../../preload/contract/ocr.ts';

/** Below this the recogniser guesses: of such words hardly one in ten stands on the paper. */
const guess = 0.3;
/** Table rules, underlines and specks that come out as signs. */
const strokesOnly = /^(?:[|¦_~«»“”‘’'"`°\\[\]{}<>—–]+|[-=_.*—]{4,})$/;

/** A line without guesses and strokes, and with figures joined again that were taken apart at their point: "200." "00". */
export function tidyLine(words: readonly OcrWord[]): OcrWord[] {
  const tidy: OcrWord[] = [];
  for (const word of words) {
    if (word.confidence < guess || strokesOnly.test(word.text)) continue;
    const before = tidy.at(-1);
    if (before && isOneFigure(before, word)) tidy[tidy.length - 1] = join(before, word);
    else tidy.push(word);
  }
  return tidy;
}

function isOneFigure(left: OcrWord, right: OcrWord): boolean {
  const height = Math.max(left.box[3] - left.box[1], right.box[3] - right.box[1]);
  const gap = right.box[0] - left.box[2];
  return gap < height / 4 && /\d[.,:/-]?$/.test(left.text) && /^[.,:/-]?\d/.test(right.text);
}

function join(left: OcrWord, right: OcrWord): OcrWord {
  const box: OcrWord['box'] = [
    left.box[0],
    Math.min(left.box[1], right.box[1]),
    Math.max(left.box[2], right.box[2]),
    Math.max(left.box[3], right.box[3]),
  ];
  return { text: left.text + right.text, confidence: Math.min(left.confidence, right.confidence), box };
}
