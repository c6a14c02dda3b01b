/**
 * Application identifiers with the form of what follows them. Source: GS1 General Specifications, section 3.2 (list of AIs).
 * `least` and `most`: characters of the value; equal where the length is fixed by the list.
 */
export type Identifier = { ai: string; least: number; most: number; form: 'digits' | 'text' | 'date' | 'checked' };

type Row = readonly [ai: string, least: number, most: number, form: Identifier['form']];
const rows: readonly Row[] = [
  ['00', 18, 18, 'checked'],
  ['01', 14, 14, 'checked'],
  ['02', 14, 14, 'checked'],
  ['10', 1, 20, 'text'],
  ['11', 6, 6, 'date'],
  ['12', 6, 6, 'date'],
  ['13', 6, 6, 'date'],
  ['15', 6, 6, 'date'],
  ['16', 6, 6, 'date'],
  ['17', 6, 6, 'date'],
  ['20', 2, 2, 'digits'],
  ['21', 1, 20, 'text'],
  ['22', 1, 20, 'text'],
  ['235', 1, 28, 'text'],
  ['240', 1, 30, 'text'],
  ['241', 1, 30, 'text'],
  ['242', 1, 6, 'digits'],
  ['243', 1, 20, 'text'],
  ['250', 1, 30, 'text'],
  ['251', 1, 30, 'text'],
  ['254', 1, 20, 'text'],
  ['30', 1, 8, 'digits'],
  ['37', 1, 8, 'digits'],
  ['400', 1, 30, 'text'],
  ['410', 13, 13, 'checked'],
  ['411', 13, 13, 'checked'],
  ['412', 13, 13, 'checked'],
  ['413', 13, 13, 'checked'],
  ['414', 13, 13, 'checked'],
  ['415', 13, 13, 'checked'],
  ['416', 13, 13, 'checked'],
  ['417', 13, 13, 'checked'],
  ['422', 3, 3, 'digits'],
  ['7003', 10, 10, 'digits'],
  ['710', 1, 20, 'text'],
  ['711', 1, 20, 'text'],
  ['712', 1, 20, 'text'],
  ['713', 1, 20, 'text'],
  ['714', 1, 20, 'text'],
  ['715', 1, 20, 'text'],
  ['716', 1, 20, 'text'],
];
const listed = new Map(rows.map(([ai, least, most, form]) => [ai, { ai, least, most, form } satisfies Identifier]));

/** How many digits an identifier has, by its first two. Source: section 7.8.5 (AI lengths are fixed by their beginning). */
const lengthByStart: readonly (readonly [from: number, to: number, length: number])[] = [
  [0, 4, 2],
  [10, 22, 2],
  [23, 25, 3],
  [30, 30, 2],
  [31, 36, 4],
  [37, 37, 2],
  [39, 39, 4],
  [40, 42, 3],
  [43, 43, 4],
  [70, 70, 4],
  [71, 71, 3],
  [72, 72, 4],
  [80, 82, 4],
  [90, 99, 2],
];
/** Beginnings whose whole element has a fixed length, so that no separator follows. Source: figure 7.8.5-2 (predefined lengths). */
const wholeLengthByStart: Readonly<Record<string, number>> = {
  '00': 20,
  '01': 16,
  '02': 16,
  '03': 16,
  '04': 18,
  '11': 8,
  '12': 8,
  '13': 8,
  '14': 8,
  '15': 8,
  '16': 8,
  '17': 8,
  '18': 8,
  '19': 8,
  '20': 4,
  '31': 10,
  '32': 10,
  '33': 10,
  '34': 10,
  '35': 10,
  '36': 10,
  '41': 16,
};

/** The identifier that a text begins with; null where no identifier begins so. One that is not on our list holds up to 90 characters. */
export function identifierAt(text: string, from: number): Identifier | null {
  const start = text.slice(from, from + 2);
  if (!/^\d\d$/.test(start)) return null;
  const length = lengthByStart.find(([least, most]) => Number(start) >= least && Number(start) <= most)?.[2];
  const ai = text.slice(from, from + (length ?? 0));
  if (length === undefined || ai.length !== length || !/^\d+$/.test(ai)) return null;
  const known = listed.get(ai);
  if (known) return known;
  const whole = wholeLengthByStart[start];
  if (whole !== undefined) return { ai, least: whole - length, most: whole - length, form: 'digits' };
  return { ai, least: 1, most: 90, form: 'text' };
}

export const hasPredefinedLength = (ai: string): boolean => wholeLengthByStart[ai.slice(0, 2)] !== undefined;

/** Identifiers that stand on packs of medicines: only these are looked for where a scanner leaves separators out. */
export const onMedicinePacks: ReadonlySet<string> = new Set([
  '01',
  '02',
  '10',
  '11',
  '15',
  '17',
  '21',
  '240',
  '241',
  '30',
  '37',
  '710',
  '711',
  '712',
  '713',
  '714',
  '715',
  '716',
]);

/** The 82 characters that an element's text may have. Source: section 7.11 (GS1 AI encodable character set 82). */
const encodable = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
export const isEncodable = (text: string): boolean => encodable.test(text);
