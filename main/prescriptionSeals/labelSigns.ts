import type { LabelSign } from '../documents/pdf/bagLabel.ts';
import type { Pictogram } from '../documents/pdf/pictograms.ts';
import { type CounsellingCode, counsellingPoints } from '../../preload/contract/counselling.ts';
import { amountWords } from '../../preload/contract/dosageSentence.ts';
import type { Dosage, DoseMoment, DoseRoute } from '../../preload/contract/dosage.ts';

const moments: Readonly<Partial<Record<DoseMoment, Pictogram>>> = {
  MORN: 'morning',
  NOON: 'noon',
  AFT: 'afternoon',
  EVE: 'evening',
  NIGHT: 'night',
  HS: 'bedtime',
};
const routes: Readonly<Record<DoseRoute, Pictogram>> = {
  oral: 'swallow',
  sublingual: 'under-tongue',
  intravenous: 'inject',
  intramuscular: 'inject',
  subcutaneous: 'inject',
  rectal: 'rectal',
  vaginal: 'rectal',
  topical: 'apply',
  transdermal: 'apply',
  ophthalmic: 'eye',
  otic: 'ear',
  nasal: 'nose',
  inhalation: 'inhale',
};
const counselled: Readonly<Partial<Record<CounsellingCode, Pictogram>>> = {
  shake: 'shake',
  fridge: 'fridge',
  'with-food': 'with-food',
  'no-alcohol': 'no-alcohol',
  sleepy: 'sleepy',
};

type Medicine = { atc: string | null; form: string; isColdChain: boolean };

/** What a label shows beside its words, what matters most first; of a taper the first step, the words tell the rest. */
export function labelSigns(dosage: Dosage | null, medicine: Medicine | null, locale: 'en' | 'fr'): LabelSign[] {
  const [step] = dosage?.steps ?? [];
  const route = dosage?.route ?? null;
  const signs: LabelSign[] = [];
  const once = step ? shortAmount(step.dose, step.unit, locale) : undefined;
  const times = (step?.when ?? []).flatMap((moment) => moments[moment] ?? []);
  signs.push(...times.map((sign) => (once === undefined ? { sign } : { sign, text: once })));
  if (route !== null) signs.push(times.length === 0 && once !== undefined ? { sign: routes[route], text: once } : { sign: routes[route] });
  const meal = step?.when.includes('AC') ? 'before-food' : step?.when.includes('PC') ? 'after-food' : null;
  if (meal !== null) signs.push({ sign: meal });
  if (medicine) {
    for (const code of counsellingPoints({ ...medicine, route })) {
      const sign = counselled[code];
      if (sign !== undefined && !(sign === 'with-food' && meal !== null)) signs.push({ sign });
    }
  }
  const shown = signs.slice(0, 4); // the last place is never taken from this one
  return [...shown, { sign: 'keep-from-children' }];
}

/** "1", "½", "5 ml": a picture has room for no more. */
function shortAmount(amount: number, unit: Parameters<typeof amountWords>[1], locale: 'en' | 'fr'): string {
  if (!unit.startsWith('{')) return amountWords(amount, unit, locale);
  const whole = Math.floor(amount);
  const part = ({ 0.25: '¼', 0.5: '½', 0.75: '¾' } as Readonly<Record<number, string>>)[amount - whole];
  if (part !== undefined) return `${whole === 0 ? '' : whole}${part}`;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(amount);
}
