import { join } from 'node:path';
import type { Ingredients } from './ingredients.ts';
import { type LabelText, sentencesOf } from './labelTexts.ts';
import { listOf, readLines } from './table.ts';

/** `limit`: under:12y, under:28d, from:20w, under:30 (ml/min), any, moderate, severe, not:intravenous, min:144h. `source`: label:ID, or the words of a citation. */
export type PatientRule = { ingredients: string; kind: 'age' | 'pregnancy' | 'lactation' | 'renal' | 'hepatic' | 'route' | 'interval'; severity: string; limit: string; source: string };

const numbers: Record<string, number> = { one: 1, two: 2, three: 3, six: 6, eight: 8, ten: 10, twelve: 12, sixteen: 16, eighteen: 18 };
/** The sentence restricts the rule to something that these tables do not hold: an operation, another medicine, another disease. */
const narrowed = /tonsil|adenoid|postoperative|post-operative|viral|who (have|are|require|weigh)|with (impaired|suspected|known|red)|if they|treatment of rheumatoid|female partners|some|certain|is not known|no (adequate|indication)|little or no|when it is necessary|unless|except|reports? of|have been|during lactation is|infection|hyperbilirubin|calcium|hepatic impairment and|mitochondrial|obese|swallow|allerg(enic|y to)|elderly|aged 90|CYP|inhibitor|inducers|congenital|vaccin|diagnostic test|mouse|\brats?\b|newborn of a|corrected age|weighing|weight below/i;

export function collectLabelRules(labels: readonly LabelText[]): PatientRule[] {
  const rules = new Map<string, PatientRule>();
  for (const label of labels) {
    for (const sentence of sentencesOf(label.text)) {
      for (const [kind, limit, severity] of rulesIn(sentence)) {
        const key = `${label.ingredients} ${kind} ${limit}`;
        if (!rules.has(key)) rules.set(key, { ingredients: label.ingredients, kind, severity, limit, source: `label:${label.id}` });
      }
    }
  }
  return [...rules.values()];
}

type Found = [PatientRule['kind'], string, 'stop' | 'warning'];

/** A sentence of a contraindications section, so that to name a person is to rule the medicine out; half-said ones are left out. */
function rulesIn(sentence: string): Found[] {
  if (sentence.length > 700) return [];
  const found: Found[] = [];
  const isOpen = narrowed.test(sentence);
  const age = /(?:less than|under|younger than|below) (?:the age of )?(?<n>\d+|one|two|three|six|eight|ten|twelve|sixteen|eighteen) (?<unit>years?|months?|weeks?|days?)/i.exec(sentence);
  if (age?.groups && !isOpen) {
    const n = numbers[(age.groups['n'] ?? '').toLowerCase()] ?? Number(age.groups['n']);
    found.push(['age', `under:${n}${(age.groups['unit'] ?? 'y').charAt(0).toLowerCase()}`, 'stop']);
  } else if (/\b(newborn|neonate|premature infant)/i.test(sentence) && !isOpen && !age) found.push(['age', 'under:28d', 'stop']);
  if (/pregnan/i.test(sentence) && !/pregnan\w*[^.]{0,25}at term|after .{0,30}pregnan|ectopic|during (a )?previous pregnan|jaundice of pregnan|pyelonephritis of pregnan|cholestasis/i.test(sentence) && isPlain(sentence)) found.push(['pregnancy', 'any', 'stop']);
  if (/pregnan\w*[^.]{0,40}at term/i.test(sentence)) found.push(['pregnancy', 'from:38w', 'stop']);
  if (/nursing (mothers?|women)|breast-?feed|lactati(on|ng)|\bnursing\.?$|or nursing\b/i.test(sentence) && isPlain(sentence)) found.push(['lactation', 'any', 'stop']);
  const clearance = /(?:creatinine clearance|glomerular filtration rate|\bGFR|\bCr ?Cl|\bCL ?CR|\bCCr)[^<;]{0,40}?(?:<|below|less than|under) ?(?<n>\d+) ?mL/i.exec(sentence);
  if (clearance?.groups && !/aged 90|inhibitors|inducers/i.test(sentence)) found.push(['renal', `under:${clearance.groups['n']}`, 'stop']);
  else if (/severe(ly)? (renal|kidney) (impair|dysf|insuff|fail|dise)|severely impaired (renal|hepatic or renal)|severe renal or/i.test(sentence) && !isOpen) found.push(['renal', 'under:30', 'stop']);
  if (/moderate (or|and|to) severe(?: \([^)]*\))? (hepatic|liver)/i.test(sentence)) found.push(['hepatic', 'moderate', 'stop']);
  else if (/severe(ly)? (impaired )?(hepatic|liver)|Child-Pugh (class )?C\b/i.test(sentence)) found.push(['hepatic', 'severe', 'stop']);
  else if (/active liver disease|(hepatic|liver) (disease|dysfunction|impairment|insufficiency|failure)/i.test(sentence) && !/history|caused|secondary/i.test(sentence)) found.push(['hepatic', 'any', 'warning']);
  return found;
} // prettier-ignore

const isPlain = (sentence: string): boolean => sentence.length < 260 && !narrowed.test(sentence) && !/may cause|becomes? pregnant while|atherosclerosis|observed|increase|conjoined|discontinuation/i.test(sentence.replace(/contraindicated.*/i, 'contraindicated')); // prettier-ignore

/** Rules with a citation of their own; where one names the same ingredient, kind and limit as a label, ours stands. */
export function collectOurRules(all: Ingredients, classes: ReadonlyMap<string, Iterable<string>>): PatientRule[] {
  return readLines(join(import.meta.dirname, 'ours', 'patientRules.txt')).flatMap((line) => {
    const [who = '', kind = '', severity = '', limit = '', source = ''] = line.split(' :: ').map((part) => part.trim());
    return listOf(who, ';').flatMap((name): PatientRule[] => {
      const members = name.startsWith('class:') ? [...(classes.get(name.slice(6)) ?? [])] : [all.find(name.replaceAll('-', ' '))];
      if (members.length === 0 || members.includes(undefined)) throw new Error(`patientRules.txt: nobody is ${name}`);
      return (members as string[]).map((id) => ({ ingredients: id, kind: kind as PatientRule['kind'], severity, limit, source }));
    });
  });
}

export function mergeRules(labels: readonly PatientRule[], ours: readonly PatientRule[]): PatientRule[] {
  const kinds = new Set(ours.map((rule) => `${rule.ingredients} ${rule.kind} ${rule.limit}`));
  return [...ours, ...labels.filter((rule) => !kinds.has(`${rule.ingredients} ${rule.kind} ${rule.limit}`))];
}
