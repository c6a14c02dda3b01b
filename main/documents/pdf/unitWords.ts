import type { Locale } from './strings.ts';

/** Dispensing units as the store writes them, with one and with many; in French the plural begins at two. */
const words: Readonly<Record<string, Readonly<Record<Locale, readonly [one: string, many: string]>>>> = {
  tablet: { en: ['tablet', 'tablets'], fr: ['comprimé', 'comprimés'] },
  capsule: { en: ['capsule', 'capsules'], fr: ['gélule', 'gélules'] },
  vial: { en: ['vial', 'vials'], fr: ['flacon', 'flacons'] },
  ampoule: { en: ['ampoule', 'ampoules'], fr: ['ampoule', 'ampoules'] },
  bottle: { en: ['bottle', 'bottles'], fr: ['bouteille', 'bouteilles'] },
  sachet: { en: ['sachet', 'sachets'], fr: ['sachet', 'sachets'] },
  tube: { en: ['tube', 'tubes'], fr: ['tube', 'tubes'] },
  suppository: { en: ['suppository', 'suppositories'], fr: ['suppositoire', 'suppositoires'] },
  inhaler: { en: ['inhaler', 'inhalers'], fr: ['inhalateur', 'inhalateurs'] },
  piece: { en: ['piece', 'pieces'], fr: ['pièce', 'pièces'] },
  dose: { en: ['dose', 'doses'], fr: ['dose', 'doses'] },
  bag: { en: ['bag', 'bags'], fr: ['poche', 'poches'] },
  box: { en: ['box', 'boxes'], fr: ['boîte', 'boîtes'] },
  test: { en: ['test', 'tests'], fr: ['test', 'tests'] },
  unit: { en: ['unit', 'units'], fr: ['unité', 'unités'] },
};
const plurals = { en: new Intl.PluralRules('en'), fr: new Intl.PluralRules('fr') };

/** The word after a quantity on paper: "24 comprimés". A unit that is none of these ("mL") stands as it is. */
export function unitAfter(quantity: number, unit: string, locale: Locale): string {
  const known = words[unit.trim().toLowerCase()]?.[locale];
  if (!known) return unit;
  return plurals[locale].select(quantity) === 'one' ? known[0] : known[1];
}
