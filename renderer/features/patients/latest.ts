/** The newest of each kind; the facility's order inside the list does not matter. */
export function latestOfEach<T extends { code: string; effectiveAt: string }>(observations: readonly T[]): T[] {
  const byCode = new Map<string, T>();
  for (const observation of observations) {
    const known = byCode.get(observation.code);
    if (!known || known.effectiveAt < observation.effectiveAt) byCode.set(observation.code, observation);
  }
  return [...byCode.values()];
}

/** Every value of one kind in the unit of the newest, oldest first; what is seen rather than measured ("{...}") has no trend. */
export function trendOf<T extends { code: string; effectiveAt: string; unit: string }>(observations: readonly T[], code: string): T[] {
  const all = observations.filter((one) => one.code === code).toSorted((a, b) => a.effectiveAt.localeCompare(b.effectiveAt));
  const unit = all.at(-1)?.unit ?? '{';
  return unit.startsWith('{') ? [] : all.filter((one) => one.unit === unit);
}

/** UCUM as people read it. */
export function unitWords(ucum: string): string {
  return { Cel: '°C', 'mm[Hg]': 'mmHg' }[ucum] ?? ucum;
}
