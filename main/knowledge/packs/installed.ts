import type { Database as Raw } from 'better-sqlite3';
import { readActiveFiles } from '../../../db/queries/knowledge.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Knowledge } from '../knowledge.ts';
import { buildKnowledge } from '../load.ts';
import { shippedTables } from '../shipped.ts';
import { checkTables } from './checkTables.ts';
import { decodePack, type Pack } from '../../../sync/packs/format.ts';
import { type ActivePack, mergeRows } from './merge.ts';

export type WithPacks = {
  /** null: no pack counts, the shipped tables stand alone */
  knowledge: Knowledge | null;
  /** by row id: why a pack that is loaded does not count (an error code) */
  problems: ReadonlyMap<string, string>;
  /** by list id: the pack that brings it */
  broughtBy: ReadonlyMap<string, { title: string; licence: string }>;
};

/** Each file is checked again: one that was damaged, or does not fit this version of the program, is left out and said. */
export function readPacks(raw: Raw, publishers: readonly string[]): WithPacks {
  const problems = new Map<string, string>();
  const packs: { id: string; pack: ActivePack }[] = [];
  const broughtBy = new Map<string, { title: string; licence: string }>();
  for (const { id, file } of readActiveFiles(raw)) {
    try {
      const pack = decodePack(file, publishers);
      checkTables(pack.tables, shippedTables(), pack.manifest.signer.kind === 'publisher');
      packs.push({ id, pack: toActive(pack) });
      const { title, licence } = pack.manifest;
      for (const [list = ''] of pack.tables.find(({ name }) => name === 'lists')?.rows ?? []) broughtBy.set(list, { title, licence });
    } catch (error) {
      problems.set(id, codeOf(error));
    }
  }
  if (packs.length === 0) return { knowledge: null, problems, broughtBy };
  try {
    return { knowledge: build(packs.map(({ pack }) => pack)), problems, broughtBy };
  } catch {
    return { ...withoutUnreadable(packs, problems), broughtBy };
  }
}

/** One pack alone beside what is shipped: whether each of its rows can be read. @throws 'knowledge.bad_row' */
export function assertReadable(pack: Pack): void {
  try {
    build([toActive(pack)]);
  } catch (error) {
    const value = error instanceof Error ? error.message.slice(0, 200) : '';
    throw new AppError('knowledge.bad_row', {
      table: pack.tables.map(({ name }) => name).join(', '),
      row: 0,
      problem: 'unreadable',
      value,
    });
  }
}

function withoutUnreadable(
  packs: readonly { id: string; pack: ActivePack }[],
  problems: Map<string, string>,
): Omit<WithPacks, 'broughtBy'> {
  const kept: ActivePack[] = [];
  let knowledge: Knowledge | null = null;
  for (const { id, pack } of packs) {
    try {
      knowledge = build([...kept, pack]);
      kept.push(pack);
    } catch (error) {
      problems.set(id, codeOf(error));
    }
  }
  return { knowledge, problems };
}

function build(packs: readonly ActivePack[]): Knowledge {
  const shipped = shippedTables();
  return buildKnowledge(mergeRows(shipped.rows, [...shipped.columns.keys()], packs));
}

function toActive({ manifest, tables }: Pack): ActivePack {
  return { id: manifest.id, isPublisher: manifest.signer.kind === 'publisher', tables };
}

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'knowledge.bad_row');
