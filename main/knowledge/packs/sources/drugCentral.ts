import { factsTable, type PackSource, readLines, reference } from './collect.ts';

export const drugCentral: PackSource = {
  summary: 'pharmacological classes of DrugCentral 2017 (CC BY-SA)',
  files: ['drugs/drugcentral_2017_drug_classes.csv.gz'],
  collect: ([text = ''], names) => {
    const facts: [string, string, string, string][] = [];
    let left = 0;
    for (const line of readLines(text)) {
      const [id, second] = names.find(line['drug'] ?? '');
      if (id === undefined || second !== undefined) left += 1;
      else facts.push([id, 'class', line['class_name'] ?? '', `${line['class_source'] ?? ''}, ${line['class_type'] ?? ''}`]);
    }
    const head = {
      id: 'drugcentral-classes',
      title: 'Pharmacological classes (DrugCentral)',
      origin: 'DrugCentral, through dhimmel/drugcentral: classes of FDA, MeSH and ChEBI',
      edition: '2017',
      licence: 'CC BY-SA 4.0',
      date: '2017-01-01',
    };
    return { head, tables: [reference('drugcentral-classes', 'DrugCentral classes', '2017', head.origin), factsTable('drugcentral-classes', facts)], left };
  },
}; // prettier-ignore
