/** What an interaction does, as a code that a screen words; read from the source's description, whose sentences are not shipped. First match wins. */
const effects: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['qt', /torsade|ventricular arrhythm|QT/i],
  ['serotonin', /seroton/i],
  ['hypertensive-crisis', /hypertensive|paroxysmal hypertension|hypertension/i],
  ['bleeding', /h(a)?emorrh|bleeding/i],
  ['hyperkalaemia', /hyperkal/i],
  ['hypokalaemia', /hypokal/i],
  ['hyponatraemia', /hyponatr/i],
  ['hypoglycaemia', /hypoglyc/i],
  ['hyperglycaemia', /hyperglyc/i],
  ['respiratory-depression', /respiratory depression/i],
  ['sedation', /sedat|vigilance|alertness|central nervous depress/i],
  ['bradycardia', /bradycard|conduction disorder|atrioventricular|automatism/i],
  ['muscle', /rhabdomyol|myopath/i],
  ['ergotism', /ergotism|necrosis of the extremit/i],
  ['seizure', /convuls|seizure|epilep/i],
  ['kidney', /nephrotox|renal insuff|renal failure|creatin/i],
  ['liver', /hepatotox|hepatitis/i],
  ['ear', /ototox/i],
  ['bone-marrow', /h(a)?ematological|aplasia|bone marrow|neutropeni/i],
  ['infection', /vaccin.*disease|generali[sz]ed.*disease|infection/i],
  ['withdrawal', /withdrawal syndrome/i],
  ['hypotension', /hypotens|antihypertensive/i],
  ['anticholinergic', /atropin|anticholinergic/i],
  ['antagonism', /antagonism|reciprocal/i],
  ['contraception', /contracepti.*(effect|effic)/i],
  ['absorption', /absorption/i],
  ['level-down', /decrease.*(concentration|effect|metabolite)|inducer|reduction of.*effect/i],
  ['level-up', /increase.*(concentration|effect|undesirable|toxicity)|overdose|inhibit/i],
  ['less-effect', /decrease|reduction/i],
  ['additive', /addition|increase/i],
];

export function effectOf(description: string): string {
  return effects.find(([, pattern]) => pattern.test(description))?.[0] ?? '';
}
