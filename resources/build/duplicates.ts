import { join } from 'node:path';
import type { Ingredients } from './ingredients.ts';
import { listOf, readLines } from './table.ts';

/**
 * Groups of which one is enough: members by ATC codes that shippable tables carry, by name. A code of a fixed combination makes no member:
 * it stands at each ingredient of it.
 */
export function collectDuplicateGroups(all: Ingredients): string[][] {
  return readLines(join(import.meta.dirname, 'ours', 'duplicateGroups.txt')).map((line) => {
    const [id = '', english = '', french = '', severity = '', who = ''] = line.split(' :: ').map((part) => part.trim());
    const members = new Set<string>();
    for (const part of listOf(who, ';')) {
      if (part.startsWith('=')) {
        const named = all.find(part.slice(1));
        if (named === undefined) throw new Error(`duplicateGroups.txt: nobody is ${part}`);
        members.add(named);
      } else for (const entry of all.entries.values()) if ([...entry.atc].some((code) => code.startsWith(part) && !isCombination(code))) members.add(entry.id);
    }
    if (members.size < 2) throw new Error(`duplicateGroups.txt: ${id} has ${members.size} members`);
    return [id, english, french, severity, [...members].sort().join(';')];
  });
} // prettier-ignore

/** WHO's numbering: from 50 on a code of level 5 is a combination, from 20 to 30 in some groups; 2-digit ends below are plain substances. */
const isCombination = (code: string): boolean => Number(code.slice(5)) >= 50;
