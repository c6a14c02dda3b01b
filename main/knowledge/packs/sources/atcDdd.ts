import { factsTable, type PackSource, readLines, reference } from './collect.ts';

/** Routes as WHOCC writes them. */
const routes: Readonly<Record<string, string>> = { O: 'oral', P: 'parenteral', R: 'rectal', V: 'vaginal', N: 'nasal', SL: 'sublingual', TD: 'transdermal', Inhal: 'inhalation' }; // prettier-ignore

export const atcDdd: PackSource = {
  summary: 'ATC codes and defined daily doses of the WHO Collaborating Centre (not for commercial use)',
  files: ['drugs/atc_ddd_2026-04-25_NONCOMMERCIAL.csv'],
  collect: ([text = ''], names) => {
    const facts: [string, string, string, string][] = [];
    let left = 0;
    for (const line of readLines(text)) {
      const [code = '', name = ''] = [line['atc_code'], line['atc_name']];
      if (!/^[A-Z]\d{2}[A-Z]{2}\d{2}$/.test(code)) continue; // groups
      const id = /,| and |combination|various|preparations/i.test(name) ? undefined : names.take(name, code);
      if (id === undefined) {
        left += 1;
        continue;
      }
      facts.push([id, 'atc', code, '']);
      const amount = line['ddd'] ?? 'NA';
      if (amount !== 'NA' && amount !== '')
        facts.push([
          id,
          'ddd',
          `${amount} ${line['uom'] ?? ''}`,
          [routes[line['adm_r'] ?? ''] ?? line['adm_r'], line['note']].filter((part) => part && part !== 'NA').join(', '),
        ]);
    }
    const head = {
      id: 'atc-ddd',
      title: 'ATC codes and defined daily doses',
      origin: 'WHO Collaborating Centre for Drug Statistics Methodology, ATC/DDD Index, through fabkury/atcd',
      edition: '2026-04-25',
      licence: 'CC BY-NC-SA 4.0; not for commercial use, not to be passed on in commercial products',
      date: '2026-04-25',
    };
    const list = reference('atc-ddd', 'WHO ATC/DDD Index', '2026-04-25', head.origin);
    return { head, tables: [list, ...names.tables('atc-ddd'), factsTable('atc-ddd', facts)], left };
  },
};
