import { doseColumns } from '../../doseRules.ts';
import { type CsvLine, type Names, type PackSource, readLines } from './collect.ts';

const timesADay: Readonly<Record<string, string>> = { QID: '4', '6 hourly': '4', TDS: '3', TID: '3', BD: '2', BID: '2', OD: '1', daily: '1', 'once daily': '1', STAT: 'once', nocte: '1' }; // prettier-ignore
const routes: Readonly<Record<string, string>> = { PO: 'oral', IV: 'intravenous', IM: 'intramuscular', PR: 'rectal' };

/** Only rows that say one amount for one kilogram, how often and by which way; all others are left out, never guessed. */
export const paediatricDoses: PackSource = {
  summary: 'paediatric doses by weight, partial (Fuchs 2018; Malawi handbook, licence not stated): for development and test',
  files: ['drugs/paediatric_doses_PARTIAL.csv'],
  collect: ([text = ''], names) => {
    const rows = new Map<string, string[]>();
    const lines = readLines(text);
    for (const line of lines) {
      const row = toRow(line, names);
      if (row) rows.set(row.join('\t'), row);
    }
    const head = {
      id: 'paediatric-doses-partial',
      title: 'Paediatric doses by weight (partial)',
      origin: 'Fuchs A. et al. 2018 (PMC5805911) Table 1; Malawi paediatric handbook and COIN newborn formulary',
      edition: 'partial, 2018',
      licence: 'CC BY 3.0 IGO to be confirmed; openguidelines.net: not stated. For development and test only',
      date: '2018-01-01',
    };
    return { head, tables: [{ name: 'doses', mode: 'add', columns: doseColumns, rows: [...rows.values()] }], left: lines.length - rows.size };
  },
}; // prettier-ignore

function toRow(line: CsvLine, names: Names): string[] | undefined {
  const [, low = '', high = low, most = ''] =
    /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))? mg\/kg(?:\/dose)?(?: \(max (\d+) mg\))?$/.exec(line['dose'] ?? '') ?? [];
  const times = timesADay[line['frequency'] ?? ''];
  const ways = (line['route'] ?? '').split('/').map((way) => routes[way] ?? '');
  const [ingredient, second] = names.find(line['drug'] ?? '');
  if (low === '' || times === undefined || ingredient === undefined || second !== undefined || ways.includes('')) return undefined;
  const indication = line['indication'] ?? '';
  const [ageFrom, ageTo] = /<2 months/.test(indication) ? ['', '2mo'] : /newborn/.test(indication) ? ['', '28d'] : />2 months/.test(indication) ? ['2mo', '18y'] : ['28d', '18y']; // prettier-ignore
  const cells: Record<string, string> = {
    ingredient,
    routes: ways.toSorted().join(';'),
    indication: [indication.replace(/, child [<>]2 months/, ''), line['note'] ?? ''].filter(Boolean).join('; '),
    ageFrom,
    ageTo,
    basis: 'mg/kg/dose',
    low,
    usual: low,
    high,
    maxPerDose: most,
    times,
    publication: (line['source'] ?? '').replace(/ Table 1.*/, ''),
    year: '2018',
    section: /Table 1/.test(line['source'] ?? '') ? 'Table 1' : '',
  };
  return doseColumns.map((column) => (cells[column] ?? '').replaceAll(/\s+/g, ' ').trim());
}
