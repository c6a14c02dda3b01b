type Reading = readonly (readonly [RegExp, string])[];

// One name is written by French, English, Portuguese and Arabic habits side by side: Diallo, Jallow, Jalloh; Ouattara, Watara; Youssouf, Issouf.
const shared: Reading = [
  [/tch|tsh|sch|sh|ch|ty(?=[aeou])/g, 's'],
  [/ph/g, 'f'],
  [/c(?=[eiy])/g, 's'],
  [/anco/g, 'anso'], // François: the cedilla is gone once folded
  [/dj|dy(?=[aeou])|dz(?=[aeiou])|zh/g, 'j'],
];
const plainReading: Reading = [...shared, [/y/g, '']];
const softReading: Reading = [...shared, [/di(?=[aeou])/g, 'j'], [/g(?=[eiy])/g, 'j'], [/(^|[aeiou])y/g, '$1j']];

const merged: Reading = [
  [/x/g, 'ks'],
  [/[ckqg]/g, 'k'],
  [/z/g, 's'],
  [/n(?=[bpfv])/g, 'm'],
  [/[vp]/g, 'b'],
  [/r/g, 'l'],
  [/d/g, 't'],
];

/**
 * What is left of a folded word when spelling habits are taken away: consonants that languages of the region swap are one
 * (l r, b v p, c k q g, s z sh ch, d t, y j dj), vowels, h and w are gone, doubled letters are single. One to three readings; none for words outside Latin script.
 */
export function sounds(word: string): string[] {
  if (!/^[a-z]+$/.test(word)) return [];
  return [...new Set([skeleton(word, plainReading), skeleton(word, softReading)])];
}

// The index holds the sounds of a name as it was written; another habit of writing the same sound is tried on what is typed.
const otherHabits: Reading = [
  [/kh/g, 'x'], // Khady, Xadi
  [/x/g, 'kh'],
  [/x/g, 'sh'],
  [/gn(?=[aeiou])/g, 'ny'], // Gnima, Nyima
  [/ny(?=[aeiou])/g, 'gn'],
  [/rh/g, 'gh'], // Rhali, Ghali
  [/gh/g, 'rh'],
];

/** The sounds of a typed word, and of the ways in which others write it. */
export function soundsTyped(word: string): string[] {
  return [...new Set([word, ...otherHabits.map((habit) => apply(word, [habit]))].flatMap(sounds))];
}

function skeleton(word: string, reading: Reading): string {
  const consonants = single(apply(apply(word, reading), merged).replaceAll(/[aeiouywh]/g, ''));
  // Awa, Eva, Ba: too little is left, so the vowels are kept in three groups.
  return consonants.length >= 2 ? consonants : single(apply(word, [...shared, ...merged, ...vowelGroups]));
}

const vowelGroups: Reading = [
  [/h/g, ''],
  [/[ey]/g, 'i'],
  [/[ow]/g, 'u'],
];

function apply(word: string, reading: Reading): string {
  return reading.reduce((text, [pattern, letter]) => text.replaceAll(pattern, letter), word);
}

function single(text: string): string {
  return text.replaceAll(/(.)\1+/g, '$1');
}
