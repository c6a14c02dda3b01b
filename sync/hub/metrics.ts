const descriptions = {
  connections_total: 'Connections that were opened',
  put_off_total: 'Handshakes asked to come again because many came at once',
  welcomed_total: 'Facilities that proved who they are',
  enrolled_total: 'Facilities enrolled with a one-time code',
  frames_total: 'Frames read',
  bad_frames_total: 'Frames refused: unreadable (truncated ones too), too_large, broken, out_of_turn',
  operators_signed_in_total: 'Operators who signed in',
  operators_refused_total: 'Questions to the operators’ desk, and sign-ins, that were refused',
  bad_requests_total: 'HTTP requests that could not be read, were too large or too slow',
  refused_total: 'Connections and enrolments refused, by their error',
  guesses_refused_total: 'Enrolment codes and passwords not looked at, because too many wrong ones came from there',
  strangers_refused_total: 'Connections refused because too many from there had not said who they are',
  over_credit_total: 'Requests not answered, because more were unanswered than had been granted',
  changes_total: 'Changes received, repeated ones included',
  rows_total: 'Rows that became newer',
  changes_refused_total: 'Changes counted but not kept, because they spoke for another facility or could not be read',
  pages_total: 'Pages read by facilities',
  pokes_total: 'Pokes sent',
  live_rows_total: 'Rows sent to facilities that had read everything before',
  pack_bytes_total: 'Bytes of knowledge packs handed out',
  claims_total: 'Claims on paper prescriptions answered, by outcome',
  store_away_total: 'Frames that could not be answered because the database was away',
  restores_total: 'Times this hub learned that it was restored from a backup',
} as const;
export type Counter = keyof typeof descriptions;

/** Counters in Prometheus' text format; https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function createMetrics() {
  const counters = new Map<string, number>();
  const labelled = (name: Counter, code?: string) =>
    `medvault_hub_${name}${code === undefined ? '' : `{code="${code.replaceAll(/[^\w.-]/g, '_').slice(0, 60)}"}`}`;
  return {
    add(name: Counter, amount = 1, code?: string): void {
      const key = labelled(name, code);
      counters.set(key, (counters.get(key) ?? 0) + amount);
    },
    /** All labels of a counter together. */
    read(name: Counter): number {
      let sum = 0;
      for (const [key, value] of counters) if (key === labelled(name) || key.startsWith(`${labelled(name)}{`)) sum += value;
      return sum;
    },
    text(gauges: Readonly<Record<string, number>>): string {
      const lines: string[] = [];
      for (const [name, help] of Object.entries(descriptions)) {
        const full = `medvault_hub_${name}`;
        lines.push(`# HELP ${full} ${help}`, `# TYPE ${full} counter`);
        const values = [...counters].filter(([key]) => key === full || key.startsWith(`${full}{`));
        lines.push(...(values.length > 0 ? values.map(([key, value]) => `${key} ${value}`) : [`${full} 0`]));
      }
      for (const [name, value] of Object.entries(gauges)) lines.push(`# TYPE medvault_hub_${name} gauge`, `medvault_hub_${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
