import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../../../preload/contract/errors.ts';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { mostPackBytes } from '../../packs/format.ts';
import type { ShelfPack } from '../../protocol/messages.ts';
import { putOnShelf } from '../packs.ts';
import type { Wanted } from './arguments.ts';
import { besideHub } from './beside.ts';

/** On the shelf directly: a running hub hands it out, and pokes those who are connected within a quarter of a minute. */
export function handOutPack(wanted: Wanted): Promise<number> {
  const { pack, json } = wanted;
  const say = (value: object, text: string) => {
    process.stdout.write(json ? `${JSON.stringify({ ok: true, ...value })}\n` : `${text}\n`);
    return 0;
  };
  return besideHub(wanted, async (store) => {
    if (pack?.verb === 'add') {
      const kept = await putOnShelf(store, readPackFile(pack.operand), new Date().toISOString());
      return say({ pack: kept }, `${lineOf(kept)}\nFacilities fetch it when they are connected; somebody there looks at it and loads it.`);
    }
    if (pack?.verb === 'remove') {
      if (!(await store.takePackDown(pack.operand))) throw new AppError('not_found', { resource: 'knowledge_pack', id: pack.operand });
      return say({ removed: pack.operand }, `${pack.operand} is handed out no more. Whoever has loaded it keeps it.`);
    }
    const packs = await store.shelf();
    return say({ packs }, packs.length === 0 ? 'No knowledge pack is handed out.' : packs.map(lineOf).join('\n'));
  });
}

const lineOf = ({ id, title, edition, sequence, publisher, date, bytes }: ShelfPack) =>
  `${id}: ${title}, ${edition} (number ${sequence}, ${date}), ${publisher}, ${Math.ceil(bytes / 1024)} KB`;

/** @throws 'file.missing' { name }, 'knowledge.too_large' { megabytes } */
function readPackFile(path: string): Buffer {
  try {
    if (statSync(path).size > 2 * mostPackBytes) throw new AppError('knowledge.too_large', { megabytes: mostPackBytes / 1024 / 1024 });
    return readFileSync(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('file.missing', { name: path });
  }
}

type Sentence = (data: AppError['data']) => string;

/** For the operator at the terminal. */
export const packSentences: Readonly<Partial<Record<ErrorCode, Sentence>>> = {
  'knowledge.not_a_pack': () => 'This file is no MedVault knowledge pack: its name ends in .mvpack.',
  'knowledge.newer_format': () => 'This pack was made for a newer MedVault. Update the hub first.',
  'knowledge.too_large': ({ megabytes }) => `A pack holds at most ${String(megabytes)} MB.`,
  'knowledge.truncated': () => 'This file is cut off: its end is missing. Copy it again from where it came.',
  'knowledge.damaged': () => 'This pack is damaged: what it holds is not what was signed. Copy it anew from where it came.',
  'knowledge.bad_signature': ({ publisher }) => `The signature is not that of ${String(publisher)}. Nothing was changed.`,
  'knowledge.unknown_publisher': ({ publisher }) =>
    `It says that ${String(publisher)} published it, but its key is none that this program knows. Nothing was changed.`,
  'knowledge.not_publishers': ({ publisher }) =>
    `It was signed by ${String(publisher)}, not by the publisher: nobody else can tell whether it is theirs. Carry it by USB stick.`,
  'knowledge.older': ({ offered, newest }) =>
    `Edition ${String(newest)} of this pack is on the shelf; this file is edition ${String(offered)}. Nothing was changed.`,
  'knowledge.already_loaded': () => 'This very file is on the shelf already.',
  'knowledge.shelf_full': ({ most }) => `The hub hands out ${String(most)} packs at most. Take one down first: medvault hub pack remove ID`,
};
