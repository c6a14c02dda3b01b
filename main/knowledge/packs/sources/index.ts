import { loadKnowledge } from '../../load.ts';
import { shippedTables } from '../../shipped.ts';
import { ansm2020 } from './ansm2020.ts';
import { atcDdd } from './atcDdd.ts';
import { type Collected, Names, type PackSource, readSourceFile } from './collect.ts';
import { drugCentral } from './drugCentral.ts';
import { paediatricDoses } from './paediatricDoses.ts';
import { pregnancyLetters } from './pregnancyLetters.ts';

/** What may only be loaded as a pack by the clinic itself, by the name for `medvault pack build --source`. */
export const packSources: Readonly<Record<string, PackSource>> = {
  'atc-ddd': atcDdd,
  'pregnancy-letters': pregnancyLetters,
  'paediatric-doses': paediatricDoses,
  'ansm-2020': ansm2020,
  drugcentral: drugCentral,
};

/** @throws 'file.missing' { name } */
export function collectSource(source: PackSource, folder: string): Collected {
  const texts = source.files.map((path) => readSourceFile(folder, path));
  return source.collect(texts, new Names(loadKnowledge(), shippedTables().rows('ingredients')));
}
