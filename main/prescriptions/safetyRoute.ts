import type { DoseRoute } from '../../preload/contract/dosage.ts';
import type { SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { formOf, routeWritten } from '../knowledge/parseMedicineText.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { rulesOf, sourceText } from './safetyRules.ts';

const intoTheBody: readonly DoseRoute[] = ['intravenous', 'intramuscular', 'subcutaneous'];
const skin: readonly DoseRoute[] = ['topical', 'transdermal', 'rectal', 'vaginal', 'ophthalmic', 'otic', 'nasal'];

/** Routes that a form is made for. A form that is not here (drops, solution, powder, spray, gel) goes many ways and is not judged. */
const made: Readonly<Record<string, readonly DoseRoute[]>> = {
  tablet: ['oral', 'sublingual', 'vaginal', 'rectal'],
  capsule: ['oral', 'sublingual', 'vaginal', 'inhalation'],
  suspension: ['oral', 'rectal', 'ophthalmic', 'otic', 'nasal', 'inhalation', 'intramuscular', 'subcutaneous', 'topical'],
  syrup: ['oral'],
  sachet: ['oral', 'rectal'],
  injection: [...intoTheBody, 'oral', 'inhalation', 'topical', 'ophthalmic', 'nasal'],
  infusion: ['intravenous', 'subcutaneous'],
  cream: skin,
  ointment: skin,
  lotion: skin,
  inhaler: ['inhalation', 'nasal'],
  suppository: ['rectal', 'vaginal'],
  pessary: ['vaginal'],
  patch: ['transdermal', 'topical'],
  shampoo: ['topical'],
};

/**
 * The route of the directions, else of the order's words, against the form that is ordered and against routes that kill. What is made to be
 * swallowed or rubbed in and is to be injected is a stop. Forms: the project's own reading of FHIR and EDQM dose form names.
 */
export function checkRoute(order: CheckedMedicine, knowledge: Knowledge): SafetyFinding[] {
  const route = order.dosage?.route ?? routeWritten(`${order.text} ${order.directions ?? ''}`);
  if (!route) return [];
  return [...formFindings(order, route), ...deadlyFindings(order, route, knowledge)];
}

function formFindings(order: CheckedMedicine, route: DoseRoute): SafetyFinding[] {
  const form = formOf(order.text);
  const fits = form === null ? undefined : made[form];
  if (form === null || !fits || fits.includes(route)) return [];
  const severity: Severity = intoTheBody.includes(route) ? 'stop' : 'warning';
  return [
    {
      kind: 'route',
      severity,
      between: [order.text],
      text: `The order is a ${form}, and the route is ${route}.`,
      whatToDo: 'Correct the route, or order the form for it.',
      source: 'MedVault rule: routes that a form is made for',
      evidence: 'project',
      code: 'route.form',
      data: { form, route },
      cause: `route:${form}|${route}`,
    },
  ];
}

function deadlyFindings(order: CheckedMedicine, route: DoseRoute, knowledge: Knowledge): SafetyFinding[] {
  return rulesOf(order.match.ingredients, knowledge.patientRules).flatMap((rule): SafetyFinding[] => {
    if (rule.limit.is !== 'route' || rule.limit.not !== route) return [];
    const medicine = rule.ingredients.map((id) => knowledge.ingredients.get(id)?.name ?? id).join(' + ');
    return [
      {
        kind: 'route',
        severity: rule.severity,
        between: [order.text],
        text: `${medicine} must not be given by this route (${route}).`,
        whatToDo: 'Correct the route; check the product before it is drawn up.',
        source: sourceText([rule.source], 'patient-rules', knowledge),
        evidence: 'label',
        code: 'route.never',
        data: { medicine, route },
        cause: `route-never:${rule.ingredients.join('+')}|${route}`,
      },
    ];
  });
}
