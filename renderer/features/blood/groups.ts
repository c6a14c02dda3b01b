import type { BloodGroup } from '../../../preload/contract/blood.ts';

const abos = ['O', 'A', 'B', 'AB'] as const;
const signs = { neg: '−', pos: '+' } as const;

/** As it stands on the bag: "O−", "AB+". */
export const groupWord = ({ abo, rhd }: BloodGroup): string => `${abo}${signs[rhd]}`;
export const groupOptions = abos.flatMap((abo) => (['neg', 'pos'] as const).map((rhd) => groupWord({ abo, rhd })));
export const groupOf = (word: string): BloodGroup => ({
  abo: abos.find((abo) => abo === word.slice(0, -1)) ?? 'O',
  rhd: word.endsWith(signs.pos) ? 'pos' : 'neg',
});
