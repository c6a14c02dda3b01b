import { z } from 'zod';

/** What is said at the counter and stands on the label: few points, those that change what a person does. */
export const counsellingCode = z.enum([
  'as-long-as-written',
  'shake',
  'measure',
  'clean-water',
  'ten-days',
  'under-tongue',
  'swallow-whole',
  'not-swallowed',
  'own-bottle',
  'rinse-mouth',
  'with-food',
  'no-alcohol',
  'sleepy',
  'low-sugar',
  'bleeding',
  'dark-stools',
  'fridge',
]);
export type CounsellingCode = z.infer<typeof counsellingCode>;

/** What the label knows of a medicine. `form` and `directions` as written, in English or French. */
export type Counselled = { atc: string | null; form: string; route: string | null; isColdChain: boolean };

type Rule = { code: CounsellingCode; applies: (medicine: Counselled) => boolean };
const atc =
  (...starts: readonly string[]) =>
  (medicine: Counselled) =>
    starts.some((start) => medicine.atc?.startsWith(start) === true);
const form = (pattern: RegExp) => (medicine: Counselled) => pattern.test(medicine.form.toLowerCase());

const liquid = /suspension|syrup|sirop|solution|liquid|elixir|drops|gouttes/u;
const isOral = ({ route, form: written }: Counselled) =>
  route === 'oral' ||
  (route === null && !/inject|eye|ophth|ear|otic|nasal|cutaneous|cream|inhal|collyre|auricul/u.test(written.toLowerCase()));

/**
 * In the order in which they are said. The sentences are ours. What they rest on: zinc for 10 to 14 days, WHO/UNICEF joint statement "Clinical
 * management of acute diarrhoea" (2004); a fresh solution of rehydration salts after 24 hours, WHO "The treatment of diarrhoea" (2005), annex 2;
 * the other points are what the form itself asks for, and of the classes what their labels warn everybody of.
 */
const rules: readonly Rule[] = [
  { code: 'clean-water', applies: atc('A07CA') },
  { code: 'ten-days', applies: atc('A12CB') },
  { code: 'as-long-as-written', applies: atc('J01', 'P01B', 'J04A', 'J05A') },
  { code: 'shake', applies: form(/suspension/u) },
  { code: 'measure', applies: (medicine) => isOral(medicine) && liquid.test(medicine.form.toLowerCase()) && !atc('A07CA')(medicine) },
  { code: 'under-tongue', applies: (medicine) => medicine.route === 'sublingual' || form(/sublingual/u)(medicine) },
  { code: 'swallow-whole', applies: form(/modified|prolonged|extended|sustained|slow|enteric|gastro-?resist|lib[ée]ration prolong/u) },
  { code: 'not-swallowed', applies: form(/suppositor|pessar|vaginal|ovule/u) },
  { code: 'own-bottle', applies: (medicine) => medicine.route === 'ophthalmic' || form(/eye|ophthalm|collyre/u)(medicine) },
  { code: 'rinse-mouth', applies: atc('R03BA', 'R03AK') },
  { code: 'low-sugar', applies: atc('A10A', 'A10BB') },
  { code: 'bleeding', applies: atc('B01AA', 'B01AF', 'B01AE') },
  { code: 'no-alcohol', applies: atc('J01XD', 'P01AB') },
  { code: 'sleepy', applies: atc('N02A', 'N03', 'N05', 'R06AB', 'R06AD', 'R06AE') },
  { code: 'with-food', applies: (medicine) => isOral(medicine) && atc('M01A', 'A10BA', 'N02BA', 'B01AC06')(medicine) },
  { code: 'dark-stools', applies: (medicine) => isOral(medicine) && atc('B03A')(medicine) },
  { code: 'fridge', applies: ({ isColdChain }) => isColdChain },
];

/** More are not listened to. */
const most = 4;

export function counsellingPoints(medicine: Counselled): CounsellingCode[] {
  return rules
    .filter(({ applies }) => applies(medicine))
    .slice(0, most)
    .map(({ code }) => code);
}

/** Shown, ticked and printed in the same words. */
export const counsellingSentences: Readonly<Record<CounsellingCode, { en: string; fr: string }>> = {
  'as-long-as-written': {
    en: 'Take it for as many days as written, not longer and not shorter. Do not share it.',
    fr: 'À prendre pendant le nombre de jours indiqué, ni plus ni moins. Ne pas partager.',
  },
  shake: { en: 'Shake the bottle before each dose.', fr: 'Agiter le flacon avant chaque prise.' },
  measure: { en: 'Measure with the spoon or syringe that belongs to it.', fr: 'Mesurer avec la cuillère ou la seringue fournie.' },
  'clean-water': {
    en: 'Mix with as much clean water as the sachet says. After 24 hours make a new one.',
    fr: 'Mélanger avec la quantité d’eau propre indiquée sur le sachet. Préparer à nouveau après 24 heures.',
  },
  'ten-days': {
    en: 'Give it every day to the end, also when the diarrhoea has stopped.',
    fr: 'Donner chaque jour jusqu’au bout, même si la diarrhée a cessé.',
  },
  'under-tongue': { en: 'Let it melt under the tongue. Do not swallow it.', fr: 'Laisser fondre sous la langue. Ne pas avaler.' },
  'swallow-whole': { en: 'Swallow whole. Do not break or chew.', fr: 'Avaler entier. Ne pas couper ni croquer.' },
  'not-swallowed': { en: 'Not to be swallowed.', fr: 'Ne pas avaler.' },
  'own-bottle': {
    en: 'One bottle for one person. The tip must not touch the eye.',
    fr: 'Un flacon par personne. L’embout ne doit pas toucher l’œil.',
  },
  'rinse-mouth': { en: 'Rinse the mouth with water after each use.', fr: 'Se rincer la bouche à l’eau après chaque usage.' },
  'with-food': { en: 'Take it with food.', fr: 'À prendre en mangeant.' },
  'no-alcohol': { en: 'No alcohol while taking it.', fr: 'Pas d’alcool pendant le traitement.' },
  sleepy: { en: 'It can make you sleepy: do not drive, no alcohol.', fr: 'Peut endormir : ne pas conduire, pas d’alcool.' },
  'low-sugar': {
    en: 'Trembling, sweating, confused? Eat or drink something sweet at once.',
    fr: 'Tremblements, sueurs, confusion ? Manger ou boire sucré tout de suite.',
  },
  bleeding: { en: 'Come at once if you bleed or your stools turn black.', fr: 'Venir aussitôt en cas de saignement ou de selles noires.' },
  'dark-stools': { en: 'Stools may turn dark: that is harmless.', fr: 'Les selles peuvent devenir foncées : c’est sans danger.' },
  fridge: { en: 'Keep in the refrigerator. Do not freeze.', fr: 'Conserver au réfrigérateur. Ne pas congeler.' },
};

export const counsellingSentence = (code: CounsellingCode, locale: 'en' | 'fr'): string => counsellingSentences[code][locale];
