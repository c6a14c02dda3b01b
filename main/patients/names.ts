// Letters that Unicode does not take apart into a base letter and a mark. Hausa, Ewe, Akan and Fula names are full of them.
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'ng',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ɛ: 'e',
  ɔ: 'o',
  ƒ: 'f',
  ɣ: 'g',
  ʋ: 'v',
  ɲ: 'ny',
  ə: 'e',
};
const specialLetters = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

// Accents of Latin, Greek and Cyrillic, Hebrew and Arabic points. The vowel signs of Indic scripts are letters to their readers: they stay.
const accents = /[\u0300-\u036f]|[\u0591-\u05c7]|[\u064b-\u065f]|\u0670|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]/g;
const apostrophes = /[\u0027\u0060\u00b4\u02b9-\u02bd\u02c8\u2018-\u201b\u2032\ua78b\ua78c\uff07]/g;

/** Most words are: the same comes out quicker. */
const isPlain = /^[\t\n\r -~]*$/;

/** How names are compared and sorted: no accents, no case, N'Diaye as ndiaye, Jean-Baptiste as two words. Works for any script. */
export function fold(text: string): string {
  if (isPlain.test(text))
    return text
      .toLowerCase()
      .replaceAll(/['`]/g, '')
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(accents, '')
    .normalize('NFC')
    .replaceAll(specialLetters, (letter) => letters[letter] ?? letter)
    .replaceAll(apostrophes, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

export function foldedTokens(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Family name first: the order of a paper register. */
export function sortName(person: { familyName: string; givenNames: string }): string {
  return `${fold(person.familyName)} ${fold(person.givenNames)}`.trim();
}

/** Every way in which the words of a name may be typed: as written, neighbours run together (Abdou Rahmane), without the particle (N'Diaye as Diaye). */
export function nameWords(text: string): string[] {
  const tokens = foldedTokens(text);
  const joined = tokens.slice(1).map((token, at) => (tokens[at] ?? '') + token);
  const afterParticle = text
    .replaceAll(apostrophes, "'")
    .split(/[\s-]+/)
    .filter((word) => word.includes("'"))
    .flatMap((word) => foldedTokens(word.slice(word.indexOf("'") + 1)))
    .filter((word) => word.length >= 3);
  return [...new Set([...tokens, ...joined, ...afterParticle])];
}

/** Digits of a telephone number without what is dialled before it: +221, 00221 and a leading 0 are not what people remember. */
export function phoneDigits(phone: string): string {
  return phone.normalize('NFKC').replaceAll(/\D/g, '').replace(/^0+/, '');
}

/** Digits as they may stand in the index: the zeros before them are dialled first, or come from the middle of a number. Zeros alone stay. */
export function digitWords(digits: string): string[] {
  return [...new Set([digits, phoneDigits(digits) || digits])];
}

/** 77 123 45 67 is one number, and +221 its beginning: what stands together is read together, where it is typed and where it is kept. */
export function readDigitRuns(text: string): { digits: string[]; rest: string } {
  const digits: string[] = [];
  const rest = text
    .normalize('NFKC')
    .replaceAll(apostrophes, '')
    .replaceAll(/(?<![\p{L}\p{N}\p{M}])(?:\+?\d[\d\s.()/-]*\d|\+?\d)(?![\p{L}\p{N}\p{M}])/gu, (part) => {
      digits.push(part.replaceAll(/\D/g, ''));
      return ' ';
    });
  return { digits, rest };
}
