import { type DoseRoute, doseRoutes } from '../../preload/contract/dosage.ts';
import { plainName } from './plainName.ts';

/** A printed strength: `value` `unit` in each `per` (250 mg per 5 mL; no `per` for 500 mg of a tablet). Units are UCUM. */
export type Strength = { value: number; unit: string; per?: { value: number; unit: string } };

export type ParsedMedicineText = {
  /** What is left when strength, form, route and directions are taken away. */
  name: string;
  strengths: Strength[];
  form: string | null;
  route: string | null;
};

const forms: Record<string, string> = words({
  tablet: 'tab tabs tablet tablets tabl comprime comprimes cp cpr cpx caplet caplets',
  capsule: 'cap caps capsule capsules gelule gelules',
  suspension: 'susp suspension',
  syrup: 'syr syrup syp sirop elixir linctus',
  solution: 'sol soln solution solute',
  injection: 'inj injection injections injectable amp amps ampoule ampoules vial vials flacon',
  infusion: 'infusion perfusion',
  cream: 'cream creme crm',
  ointment: 'oint ointment pommade onguent ung',
  gel: 'gel',
  lotion: 'lotion',
  drops: 'drop drops gtt gtts goutte gouttes collyre',
  inhaler: 'inhaler inhaled mdi pompe puffer aerosol nebules nebule accuhaler turbuhaler',
  spray: 'spray',
  suppository: 'supp supps suppo suppos suppository suppositories suppositoire suppositoires',
  pessary: 'pessary pessaries ovule ovules',
  patch: 'patch patches timbre',
  sachet: 'sachet sachets granules',
  powder: 'powder poudre pdr',
  shampoo: 'shampoo shampooing',
});

const routes: Record<string, string> = words({
  oral: 'po oral orally orale mouth',
  intravenous: 'iv ivi intravenous intraveineuse',
  intramuscular: 'im intramuscular intramusculaire',
  subcutaneous: 'sc subcut subcutaneous souscutanee',
  rectal: 'pr rectal rectally rectale',
  vaginal: 'pv vaginal vaginale',
  topical: 'topical topically topique cutane skin',
  ophthalmic: 'eye eyes ophthalmic ophtalmique oculaire oeil',
  otic: 'ear ears otic auriculaire oreille',
  nasal: 'nasal nasale nose',
  inhalation: 'inhalation inhale',
  sublingual: 'sublingual sublinguale',
});

/** The route that a form implies when none is written. */
const routeOfForm: Record<string, string> = {
  tablet: 'oral', capsule: 'oral', syrup: 'oral', sachet: 'oral', cream: 'topical', ointment: 'topical', lotion: 'topical', inhaler: 'inhalation',
  suppository: 'rectal', pessary: 'vaginal', patch: 'transdermal', shampoo: 'topical', infusion: 'intravenous',
}; // prettier-ignore

const units: Record<string, string> = {
  mg: 'mg', mgs: 'mg', milligram: 'mg', milligrams: 'mg', g: 'g', gm: 'g', gram: 'g', grams: 'g', mcg: 'ug', ug: 'ug', microgram: 'ug', micrograms: 'ug', microgrammes: 'ug',
  ml: 'mL', mls: 'mL', cc: 'mL', l: 'L', iu: '[iU]', ui: '[iU]', u: '[iU]', unit: '[iU]', units: '[iU]', unites: '[iU]', mu: 'M[iU]', miu: 'M[iU]',
  mmol: 'mmol', meq: 'meq', kg: 'kg', dose: '{dose}', puff: '{dose}', actuation: '{dose}', h: 'h', hr: 'h', '%': '%',
}; // prettier-ignore

const unitPattern = `(?:${Object.keys(units).sort((a, b) => b.length - a.length).join('|')})(?![a-z])`; // prettier-ignore
const numberPattern = String.raw`\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?`;
const amount = `(?<![a-z\\d.,])(${numberPattern})(?:\\s*(${unitPattern})|(?![a-z\\d]))`;
/** 20/120 mg: every number has the unit of the last. Not with mL: 250/5 mL is a strength per volume whose unit nobody wrote. */
const ratioPattern = new RegExp(
  `(?<![a-z\\d.,/])(\\d+(?:[.,]\\d+)?)((?:\\s*[/+]\\s*\\d+(?:[.,]\\d+)?)+)\\s*(mg|g|mcg|ug|iu|ui)(?![a-z])(?!\\s*/)`,
  'gi',
);
const strengthPattern = new RegExp(`${amount}(?:\\s*(?:/|per\\s|par\\s)\\s*(${numberPattern})?\\s*(${unitPattern}))?`, 'gi');

const directionWords = new Set(
  `take prendre give donner apply use od bd bid tds tid qds qid qhs hs nocte mane stat prn sos daily day days jour jours fois times weekly week weeks
  once twice every morning night matin soir hourly hours before after meals food repas pendant for x twice thrice refill qty disp no
  mr sr er xr xl ir la retard forte lp cr dr ec ec dispersible chewable effervescent slow modified release extended prolonged enteric coated film
  adult adults adulte paediatric pediatric infant infants children childrens child enfant nourrisson`
    .split(/\s+/),
); // prettier-ignore

/** Splits a line of a prescription, a label or a stock list into name, strengths, form and route. Nothing is guessed: what is not stated stays null. */
export function parseMedicineText(text: string): ParsedMedicineText {
  const readable = text
    .normalize('NFKC')
    .replace(/[µμ]g/gi, 'mcg')
    .replace(/[–—]/g, '-')
    .replace(/\bsugar[ -]free\b|\bsans sucre\b/gi, ' ') // "free" alone is part of a name: Aspirin Free is paracetamol
    .replace(/(\d)\s*o\/o/gi, '$1%');
  const strengths: Strength[] = [];
  const spelled = readable.replace(ratioPattern, (_, first: string, others: string, unit: string) =>
    [first, ...others.split(/[/+]/)].filter((value) => value.trim() !== '').map((value) => `${value.trim()} ${unit}`).join(' | '),
  ); // prettier-ignore
  const rest = spelled.replace(
    strengthPattern,
    (_, value: string, unit: string | undefined, perValue: string | undefined, perUnit: string | undefined) => {
      if (unit === undefined) return ' | '; // a number without a unit says nothing that may be relied on
      const strength: Strength = { value: toNumber(value), unit: toUnit(unit) };
      if (perUnit !== undefined) strength.per = { value: perValue === undefined ? 1 : toNumber(perValue), unit: toUnit(perUnit) };
      strengths.push(strength);
      return ' | ';
    },
  );

  let form: string | null = null;
  let route: string | null = null;
  const kept: string[] = [];
  let nameSeen = false;
  for (const raw of rest.split(/(\s+|[|+/&,;()])/)) {
    if (raw === undefined || raw.trim() === '') continue;
    if (/^[+/&]$/.test(raw)) kept.push(raw);
    if (/^[|+/&,;()]$/.test(raw)) continue;
    const word = plainName(raw);
    if (form === null && forms[word] !== undefined) form = forms[word];
    else if (form === null && word === 'co' && nameSeen) form = 'tablet'; // the French "comprimé", never the "co-" of co-trimoxazole, which starts a name
    else if (routes[word] !== undefined) route ??= routes[word];
    else if (forms[word] === undefined && !directionWords.has(word) && word !== '' && !/^\d+$/.test(word)) {
      kept.push(raw);
      nameSeen = true;
    }
  }
  const name = kept.join(' ').replace(/^[\s+/&]+|[\s+/&]+$/g, '').replace(/([+/&])(\s*[+/&])+/g, '$1'); // prettier-ignore
  return { name, strengths, form, route: route ?? (form === null ? null : (routeOfForm[form] ?? null)) };
}

/** The form that is written, not one that is guessed. */
export const formOf = (text: string): string | null => parseMedicineText(text).form;

/** The first route that is written in words; what a form implies is none. */
export function routeWritten(text: string): DoseRoute | null {
  const word = plainName(text)
    .split(' ')
    .find((one) => routes[one] !== undefined);
  return doseRoutes.find((route) => word !== undefined && route === routes[word]) ?? null;
}

/** "1,5" is one and a half, "100,000" and "100 000" a hundred thousand. */
function toNumber(text: string): number {
  return Number(/^[1-9]\d{0,2}(?:[ ,]\d{3})+$/.test(text) ? text.replace(/[ ,]/g, '') : text.replace(',', '.'));
}

function toUnit(unit: string): string {
  return units[unit.toLowerCase()] ?? unit;
}

function words(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([meaning, spellings]) => spellings.split(' ').map((spelling) => [spelling, meaning])),
  );
}
