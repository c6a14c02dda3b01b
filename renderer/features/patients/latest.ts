/** The newest of each kind; the facility's order inside the list does not matter. */
export function latestOfEach<T extends { code: string; effectiveAt: string }>(observations: readonly T[]): T[] {
  const byCode = new Map<string, T>();
  for (const observation of observations) {
    const known = byCode.get(observation.code);
    if (!known || known.effectiveAt < observation.effectiveAt) byCode.set(observation.code, observation);
  }
  return [...byCode.values()];
}

/** UCUM as people read it. */
export function unitWords(ucum: string): string {
  return { Cel: '°C', 'mm[Hg]': 'mmHg' }[ucum] ?? ucum;
}
