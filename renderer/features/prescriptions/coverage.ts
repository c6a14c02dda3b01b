import type { SafetyAnswer, SafetyCoverage } from '../../../preload/contract/safety.ts';

type Unchecked = SafetyCoverage['unchecked'][number];
export type CheckMade = { list: string; edition: string; hasFinding: boolean };
/** One reason, and all that was left unchecked for it. `names`: the medicines it is about. */
export type CheckMissing = { code: Unchecked['code']; names: readonly string[]; against: string[]; why: string };

/**
 * What was looked at and what was not, each once. A list counts as one check however many medicines it was asked about; `total` counts every
 * list and every question that is made or missing, so that nothing missing is left out of "3 of 4".
 */
export function summariseCoverage({ coverage, findings }: SafetyAnswer): { made: CheckMade[]; missing: CheckMissing[]; total: number } {
  const made = new Map<string, CheckMade>();
  for (const { list, edition } of coverage.checked.flatMap((medicine) => medicine.against)) {
    const source = `${list}, ${edition}`;
    made.set(source, { list, edition, hasFinding: findings.some((finding) => finding.source.startsWith(source)) });
  }
  const namesByQuestion = new Map<string, { code: Unchecked['code']; against: string; names: Set<string>; why: string }>();
  for (const { against, code, name, why } of coverage.unchecked) {
    const key = `${code} ${against}`;
    const question = namesByQuestion.get(key) ?? { code, against, names: new Set<string>(), why };
    question.names.add(name);
    namesByQuestion.set(key, question);
  }
  const missing = new Map<string, CheckMissing>();
  for (const { code, against, names, why } of namesByQuestion.values()) {
    const key = [code, ...names].join('\n');
    const reason = missing.get(key) ?? { code, names: [...names], against: [], why };
    reason.against.push(against);
    missing.set(key, reason);
  }
  const questions = new Set([
    ...[...made.values()].map((check) => check.list),
    ...[...namesByQuestion.values()].map((question) => question.against),
  ]);
  return { made: [...made.values()], missing: [...missing.values()], total: questions.size };
}
