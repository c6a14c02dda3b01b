/**
 * Minutes without an acknowledgement after which more people are told: first who ordered, then every clinician on duty, then the person in charge.
 * That critical results need a named reader, an acknowledgement and a time limit is published (Joint Commission, National Patient Safety Goal 02.03.01;
 * ISO 15189:2022, 7.4.1.3); the minutes are the project's own, to be set by the facility.
 */
export const escalationMinutes = [30, 60] as const;

export type CriticalAlert =
  | { state: 'acknowledged'; minutes: number }
  | { state: 'waiting'; level: 'orderer' | 'clinicians' | 'in-charge'; minutes: number; nextAt: string | null };

/** Who must know by now. Instants are UTC ISO text; a clock that ran backwards counts as no time passed. */
export function criticalAlert(
  result: { issuedAt: string; acknowledgedAt: string | null },
  now: string,
  steps: readonly [number, number] = escalationMinutes,
): CriticalAlert {
  const issued = Date.parse(result.issuedAt);
  const minutesTo = (instant: string) => Math.max(0, Math.floor((Date.parse(instant) - issued) / 60_000));
  if (result.acknowledgedAt !== null) return { state: 'acknowledged', minutes: minutesTo(result.acknowledgedAt) };
  const minutes = minutesTo(now);
  const level = minutes >= steps[1] ? 'in-charge' : minutes >= steps[0] ? 'clinicians' : 'orderer';
  const next = level === 'orderer' ? steps[0] : level === 'clinicians' ? steps[1] : null;
  return { state: 'waiting', level, minutes, nextAt: next === null ? null : new Date(issued + next * 60_000).toISOString() };
}
