import type { Kysely } from 'kysely';
import { listActiveConditions } from '../../db/queries/encounters.ts';
import { listProblems } from '../../db/queries/problems.ts';
import type { Database } from '../../db/schema/index.ts';
import type { Coding } from '../../preload/contract/common.ts';

/** What holds now: the problem list, and diagnoses of visits whose code the list does not call resolved. Newest first, each code once. */
export async function conditionsNow(
  db: Kysely<Database>,
  patientIds: readonly string[],
): Promise<{ coding: Coding; recordedAt: string }[]> {
  const problems = await listProblems(db, patientIds);
  const standing = problems.filter((row) => row.clinical_status !== 'resolved');
  const resolved = new Set(problems.filter((row) => row.clinical_status === 'resolved').map(keyOf));
  const diagnosed = (await listActiveConditions(db, patientIds)).filter((row) => !resolved.has(keyOf(row)));
  const byCode = new Map<string, { coding: Coding; recordedAt: string }>();
  for (const row of [...standing, ...diagnosed].sort((a, b) => (a.recorded_at < b.recorded_at ? 1 : -1))) {
    if (byCode.has(keyOf(row))) continue;
    const coding = { system: row.code_system, edition: row.code_edition, code: row.code, display: row.display };
    byCode.set(keyOf(row), { coding, recordedAt: row.recorded_at });
  }
  return [...byCode.values()];
}

const keyOf = (row: { code_system: string; code: string }) => `${row.code_system} ${row.code}`;
