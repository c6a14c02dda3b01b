import type { SafetyAnswer, SafetyCoverage } from '../../../preload/contract/safety.ts';

type Unchecked = SafetyCoverage['unchecked'][number];
export type CheckMade = { list: string; edition: string; names: string[]; hasFinding: boolean };
export type CheckMissing = { against: string; code: Unchecked['code']; names: string[]; why: string };

/**
 * What was looked at and what was not, each once: a list counts as one check however many medicines it was asked about,
 * and `made` of `total` leaves out nothing that is missing.
 */
export function summariseCoverage(answer: SafetyAnswer): { made: CheckMade[]; missing: CheckMissing[]; total: number } {
  const made = new Map<string, CheckMade>();
  for (const medicine of answer.coverage.checked) {
    for (const { list, edition } of medicine.against) {
      const source = `${list}, ${edition}`;
      const check = made.get(source) ?? {
        list,
        edition,
        names: [],
        hasFinding: answer.findings.some((finding) => finding.source.startsWith(source)),
      };
      if (!check.names.includes(medicine.name)) check.names.push(medicine.name);
      made.set(source, check);
    }
  }
  const missing = new Map<string, CheckMissing>();
  for (const { against, code, name, why } of answer.coverage.unchecked) {
    const key = `${code} ${against}`;
    const check = missing.get(key) ?? { against, code, names: [], why };
    if (!check.names.includes(name)) check.names.push(name);
    missing.set(key, check);
  }
  return { made: [...made.values()], missing: [...missing.values()], total: made.size + missing.size };
}
