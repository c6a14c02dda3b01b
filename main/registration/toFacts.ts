import type { listFacts } from '../../db/queries/registration.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { PersonFact } from '../../preload/contract/registration.ts';

type Fact = Output<'registration.details'>['facts'][number];

export function toFacts({ names, telecoms, identifiers, related, consents }: Awaited<ReturnType<typeof listFacts>>): Fact[] {
  const fact = (factId: string, value: unknown): Fact => ({ factId, fact: value as PersonFact });
  return [
    ...names.map((row) => fact(row.id, { kind: 'name', use: row.use, text: row.text })),
    ...telecoms.map((row) => fact(row.id, { kind: 'telecom', use: row.use, value: row.value })),
    ...identifiers.map((row) => fact(row.id, { kind: 'identifier', system: row.system, issuer: row.issuer, value: row.value })),
    ...related.map((row) =>
      fact(row.id, {
        kind: 'related',
        relationship: row.relationship,
        name: row.name,
        phone: row.phone,
        isGuardian: row.is_guardian === 1,
        isNextOfKin: row.is_next_of_kin === 1,
      }),
    ),
    ...consents.map((row) =>
      fact(row.id, { kind: 'consent', category: row.category, decision: row.decision, givenOn: row.given_on, givenBy: row.given_by }),
    ),
  ];
}
