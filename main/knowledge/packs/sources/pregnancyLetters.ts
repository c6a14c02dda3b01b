import { factsTable, type PackSource, readLines, reference } from './collect.ts';

/** D and X as findings; A to C say too little to interrupt anybody (FDA retired the letters in 2015). */
const severities: Readonly<Record<string, string>> = { D: 'warning', X: 'stop' };
const source = 'Legacy FDA pregnancy letters, in GNU Health’s list of essential medicines';

export const pregnancyLetters: PackSource = {
  summary: 'legacy FDA pregnancy letters of essential medicines (GNU Health, GPL)',
  files: ['drugs/who_eml_gnuhealth_pregnancy.csv'],
  collect: ([text = ''], names) => {
    const facts: [string, string, string, string][] = [];
    const rules = new Map<string, string[]>();
    let left = 0;
    for (const line of readLines(text)) {
      const letter = line['fda_pregnancy_category'] ?? '';
      const ids = /^[ABCDX]$/.test(letter) ? names.find((line['active_component'] ?? '').replace(/\s*[([].*$/, '')) : [];
      if (ids.length === 0) {
        left += 1;
        continue;
      }
      const joined = ids.toSorted().join('+');
      if (ids.length === 1) facts.push([joined, 'pregnancy-letter', letter, 'legacy FDA letter']);
      const severity = severities[letter];
      if (severity !== undefined && rules.get(joined)?.[2] !== 'stop') rules.set(joined, [joined, 'pregnancy', severity, 'any', `${source}: ${letter}`]);
    }
    const head = {
      id: 'pregnancy-letters',
      title: 'Pregnancy letters (legacy FDA)',
      origin: 'GNU Health, health_who_essential_medicines (2022), with the categories that FDA retired in 2015',
      edition: '2022',
      licence: 'GPL-3.0-or-later (GNU Health)',
      date: '2022-01-01',
    };
    const columns = ['ingredients', 'kind', 'severity', 'limit', 'source'];
    return {
      head,
      tables: [
        reference('pregnancy-letters', 'Legacy FDA pregnancy letters', '2022', head.origin),
        { name: 'patientRules', mode: 'add', columns, rows: [...rules.values()] },
        factsTable('pregnancy-letters', facts),
      ],
      left,
    };
  },
}; // prettier-ignore
