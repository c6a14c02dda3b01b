import type { Severity } from '../../preload/contract/safety.ts';
import type { TableRows } from './load.ts';

/** Diseases as the project groups them. `ranges`: first and last code, as long as they are written ("I10" to "I15", "S06.4" to "S06.6"). */
export type ConditionGroup = { id: string; english: string; french: string; ranges: readonly (readonly [string, string])[] };

/** `ingredients`: all of these together; one where a single medicine is meant. */
export type Contraindication = { ingredients: readonly string[]; group: ConditionGroup; severity: Severity; sources: readonly string[] };

/** Of a medicine's labels: how many diseases they name, and how many of those are in a group of ours. */
export type LabelCount = { ingredients: readonly string[]; mapped: number; named: number };

export type DiseaseRules = {
  /** By each ingredient they speak of. */
  contraindications: ReadonlyMap<string, readonly Contraindication[]>;
  labelCounts: ReadonlyMap<string, readonly LabelCount[]>;
};

export function readDiseaseRules(rows: TableRows): DiseaseRules {
  const groups = new Map(
    rows('conditionGroups').map(([id = '', english = '', french = '', codes = '']): [string, ConditionGroup] => [
      id,
      { id, english, french, ranges: codes.split(';').map(toRange) },
    ]),
  );
  return {
    contraindications: byIngredient(
      rows('contraindications').flatMap(([ids = '', groupId = '', severity = '', sources = '']): Contraindication[] => {
        const group = groups.get(groupId);
        return group ? [{ ingredients: ids.split('+'), group, severity: severity as Severity, sources: sources.split('|') }] : [];
      }),
    ),
    labelCounts: byIngredient(
      rows('labelCounts').map(([ids = '', , mapped = '', named = '']) => ({
        ingredients: ids.split('+'),
        mapped: Number(mapped),
        named: Number(named),
      })),
    ),
  };
}

function toRange(codes: string): [string, string] {
  const [first = '', last = first] = codes.split('-');
  return [first, last];
}

/** A code counts as in a group that holds it or a shorter one above it: J45.9 is in J45. */
export function isInGroup(code: string, group: ConditionGroup): boolean {
  return group.ranges.some(([first, last]) => code.slice(0, first.length) >= first && code.slice(0, last.length) <= last);
}

export function byIngredient<T extends { ingredients: readonly string[] }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    for (const id of row.ingredients) {
      const before = found.get(id);
      if (before) before.push(row);
      else found.set(id, [row]);
    }
  }
  return found;
}
