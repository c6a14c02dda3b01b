import type { SafetyFinding } from '../../preload/contract/safety.ts';

/** English sentences of the dose check; the screens word the same codes from their string files (dosing.finding). */
const words: Readonly<Record<string, { text: string; whatToDo: string }>> = {
  'dose.nonsense': {
    text: '{{dose}} of {{ingredient}} is no dose.',
    whatToDo: 'Write the dose again: amount and unit.',
  },
  'dose.unit_trap': {
    text: '{{dose}} of {{ingredient}} is about a thousand times the usual dose ({{usual}}): milligrams and micrograms look mixed up.',
    whatToDo: 'Check the unit with the source; write micrograms in full.',
  },
  'dose.tenfold': {
    text: '{{dose}} of {{ingredient}} at a time is about ten times the usual dose ({{usual}}): look at the decimal point.',
    whatToDo: 'Calculate the dose again and have a second person check it.',
  },
  'dose.adult_dose': {
    text: '{{dose}} of {{ingredient}} at a time is a dose for grown-ups; the most for this child is {{limit}}.',
    whatToDo: 'Calculate the dose by the child’s weight.',
  },
  'dose.above_max': {
    text: '{{dose}} of {{ingredient}} at a time is above the maximum of {{limit}}.',
    whatToDo: 'Lower the dose. If it is meant, write down why; the use is reviewed afterwards.',
  },
  'dose.too_high': {
    text: '{{dose}} of {{ingredient}} at a time is above the highest dose of the rules for this person ({{limit}}).',
    whatToDo: 'Lower the dose, or make sure that it is meant.',
  },
  'dose.day_above_max': {
    text: '{{dose}} of {{ingredient}} a day is above the daily maximum of {{limit}}.',
    whatToDo: 'Lower the dose or give it less often. If it is meant, write down why; the use is reviewed afterwards.',
  },
  'dose.day_too_high': {
    text: '{{dose}} of {{ingredient}} a day is above the highest daily dose of the rules for this person ({{limit}}).',
    whatToDo: 'Lower the dose or give it less often, or make sure that it is meant.',
  },
  'dose.cumulative': {
    text: 'Together with {{medicines}} this gives {{dose}} of {{ingredient}} a day: more than {{limit}}.',
    whatToDo: 'Stop one of them, or lower the doses.',
  },
  'dose.tenfold_low': {
    text: '{{dose}} of {{ingredient}} at a time is about a tenth of the usual dose ({{usual}}): look at the decimal point.',
    whatToDo: 'Calculate the dose again.',
  },
  'dose.unit_trap_low': {
    text: '{{dose}} of {{ingredient}} is about a thousandth of the usual dose ({{usual}}): milligrams and micrograms look mixed up.',
    whatToDo: 'Check the unit with the source; write micrograms in full.',
  },
  'dose.too_low': {
    text: '{{dose}} of {{ingredient}} at a time is below the lowest dose of the rules for this person ({{limit}}): it may not work.',
    whatToDo: 'Raise the dose, or make sure that it is meant.',
  },
  'dose.day_too_low': {
    text: '{{dose}} of {{ingredient}} a day is below the lowest daily dose of the rules for this person ({{limit}}): it may not work.',
    whatToDo: 'Raise the dose, or make sure that it is meant.',
  },
  'dose.too_long': {
    text: '{{days}} days of {{ingredient}} are longer than the {{limit}} days of the rule.',
    whatToDo: 'Check the duration.',
  },
  'interval.weekly': {
    text: '{{ingredient}} is taken once a WEEK by its rule; this order gives it {{times}} times a week.',
    whatToDo: 'Write "once a week" and the day. Daily use by mistake has killed people.',
  },
  'interval.too_often': {
    text: '{{ingredient}} {{times}} times a day is more often than its rules allow ({{limit}} times a day).',
    whatToDo: 'Give it less often.',
  },
  'interval.too_soon': {
    text: '{{ingredient}} every {{times}} hours is sooner than its rules allow (every {{limit}} hours).',
    whatToDo: 'Leave more time between two doses.',
  },
};

export function wordDose(code: string, values: SafetyFinding['data']): { text: string; whatToDo: string } {
  const found = words[code];
  if (!found) throw new Error(`no words for ${code}`);
  const shown = (name: string): string => {
    const value = values[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  };
  return { text: found.text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => shown(name)), whatToDo: found.whatToDo };
}
