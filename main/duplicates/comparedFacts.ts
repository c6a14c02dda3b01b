import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listFacts } from '../../db/queries/registration.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { PersonFact } from '../../preload/contract/registration.ts';
import type { Context } from '../facility/context.ts';
import { fold } from '../patients/names.ts';
import { toFacts } from '../registration/toFacts.ts';

type ComparedFact = Output<'duplicates.previewMerge'>['facts'][number];

/** Both records' facts; `isTwice`: the merged record says what the surviving one says already. */
export async function comparedFacts(ctx: Context, survivingId: string, mergedId: string): Promise<ComparedFact[]> {
  const of = async (patientId: string) => toFacts(await listFacts(ctx.db, await linkedPatientIds(ctx.db, patientId)));
  const surviving = await of(survivingId);
  const known = new Set(surviving.map(({ fact }) => sameness(fact)));
  return [
    ...surviving.map((each) => ({ ...each, of: 'surviving' as const, isTwice: false })),
    ...(await of(mergedId)).map((each) => ({ ...each, of: 'merged' as const, isTwice: known.has(sameness(each.fact)) })),
  ];
}

/** Two facts of the same words are one, however they are written. */
function sameness(fact: PersonFact): string {
  return Object.entries(fact)
    .map(([name, value]) => `${name}=${fold(String(value)).replaceAll(/\s+/g, ' ').trim()}`)
    .join('\n');
}
