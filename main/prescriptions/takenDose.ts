import { type Amount, type AmountUnit, amountUnits, convertAmount, tidy } from '../../preload/contract/amounts.ts';
import { type DoseStep, timesPerDay } from '../../preload/contract/dosage.ts';
import { type IngredientStrength, pieceStrengths, shareOf } from '../dosing/pieceStrength.ts';
import type { GivenRoute } from '../dosing/rulesFor.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { parseMedicineText } from '../knowledge/parseMedicineText.ts';
import type { DosedMedicine } from './safetyDose.ts';
import { readWrittenDose, type Unreadable, type WrittenAmount, type WrittenDose } from './writtenDose.ts';

/** One step of the directions of one medicine, with how much of each ingredient an administration holds. */
export type TakenDose = Omit<WrittenDose, 'amount' | 'mostPerDay' | 'route'> & {
  route: GivenRoute;
  /** By ingredient id; null where what one piece or millilitre holds is not known. */
  perDose: ReadonlyMap<string, Amount | null>;
  /** In a day by the limit that the directions name. */
  mostPerDay: ReadonlyMap<string, Amount | null> | null;
};

export type UnreadDose = { why: Unreadable['why'] | 'not_counted' };

/** Drops in a millilitre. Source: European Pharmacopoeia, 2.1.1 Droppers: 20 drops of water weigh 1 g. */
const dropsPerMl = 20;

/** What is taken, step by step; a medicine without readable directions says why. `weightKg`: for directions in mg/kg. */
export function takenDoses(medicine: DosedMedicine, knowledge: Knowledge, weightKg: number | null): TakenDose[] | UnreadDose {
  const written = writtenSteps(medicine);
  if ('why' in written) return written;
  const ids = medicine.match.ingredients.map(({ id }) => id);
  const strengths = pieceStrengths({ text: medicine.text, strength: medicine.strength, matched: medicine.match.matched }, ids, knowledge);
  const { route, form } = parseMedicineText(medicine.text);
  return written.map(({ amount, mostPerDay, route: said, ...step }): TakenDose => {
    const ofAll = (one: WrittenAmount) =>
      new Map(
        ids.map((id, at) => [
          id,
          amountOf(
            one,
            { id, ids, strength: strengths[at] ?? { perPiece: null, perMl: null } },
            { knowledge, weightKg, timesPerDay: step.timesPerDay },
          ),
        ]),
      );
    return {
      ...step,
      route: said ?? (route as GivenRoute) ?? (form === 'injection' ? 'parenteral' : null),
      perDose: ofAll(amount),
      mostPerDay: mostPerDay && ofAll(mostPerDay),
    };
  });
}

function writtenSteps(medicine: DosedMedicine): WrittenDose[] | UnreadDose {
  if (medicine.dosage) {
    const { steps, route } = medicine.dosage;
    const read: WrittenDose[] = [];
    for (const step of steps) {
      const one = stepOf(step, route);
      if ('why' in one) return one;
      read.push(one);
    }
    return read;
  }
  const apart = medicine.directions?.trim() ?? '';
  const written = apart === '' ? readWrittenDose(medicine.text, { isProductToo: true }) : readWrittenDose(apart);
  return 'why' in written ? written : [written];
}

function stepOf(step: DoseStep, route: WrittenDose['route']): WrittenDose | UnreadDose {
  const amount = amountOfUnit(step.dose, step.unit);
  if (!amount) return { why: 'not_counted' };
  return {
    amount,
    route,
    timesPerDay: timesPerDay(step),
    everyHours: step.timing?.periodUnit === 'h' && step.timing.frequency === 1 ? step.timing.period : null,
    isOnce: step.timing === null && step.asNeeded === null,
    asNeeded: step.asNeeded !== null,
    mostPerDay: step.mostPerDay === null ? null : amountOfUnit(step.mostPerDay, step.unit),
    days: step.days,
  };
}

function amountOfUnit(value: number, unit: DoseStep['unit']): WrittenAmount | null {
  const plain = amountUnits.find((one) => one === unit);
  if (plain) return { kind: 'amount', value, unit: plain };
  if (unit === '{drop}') return { kind: 'amount', value: tidy(value / dropsPerMl), unit: 'mL' };
  return unit === '{puff}' || unit === '{patch}' || unit === '{application}' ? null : { kind: 'pieces', value };
}

type Part = { id: string; ids: readonly string[]; strength: IngredientStrength };
type Around = { knowledge: Knowledge; weightKg: number | null; timesPerDay: number | null };

function amountOf(written: WrittenAmount, { id, ids, strength }: Part, around: Around): Amount | null {
  switch (written.kind) {
    case 'pieces':
      return strength.perPiece && { value: tidy(strength.perPiece.value * written.value), unit: strength.perPiece.unit };
    case 'perKg': {
      if (around.weightKg === null || ids.length > 1) return null;
      const times = written.isPerDay ? around.timesPerDay : 1;
      return times === null ? null : { value: tidy((written.value * around.weightKg) / times), unit: written.unit };
    }
    case 'amount': {
      if (written.unit === 'mL')
        return strength.perMl
          ? { value: tidy(strength.perMl.value * written.value), unit: strength.perMl.unit }
          : { value: written.value, unit: 'mL' };
      if (ids.length === 1) return { value: written.value, unit: written.unit };
      const total = convertAmount(written.value, written.unit, 'mg');
      const share = total === null ? null : shareOf(total, id, ids, around.knowledge);
      return share === null ? null : { value: tidy(written.value * share), unit: written.unit };
    }
  }
}

/** In `unit`; null where the two are not the same kind of amount. */
export const inUnit = (amount: Amount | null | undefined, unit: AmountUnit): number | null =>
  amount ? convertAmount(amount.value, amount.unit, unit) : null;

/** Administrations count in a day at most; null where nobody says. */
export const dailyTimes = (taken: Pick<TakenDose, 'timesPerDay' | 'isOnce'>): number | null => (taken.isOnce ? 1 : taken.timesPerDay);
