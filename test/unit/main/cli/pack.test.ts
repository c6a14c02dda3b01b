import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { decodePack } from '../../../../sync/packs/format.ts';
import { collectSource, packSources } from '../../../../main/knowledge/packs/sources/index.ts';
import { aBlob } from '../../../support/blobs.ts';
import { medvault } from '../../../support/medvault.ts';
import { testClinic } from '../../../support/testContext.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-pack-test-'));
  mkdirSync(join(folder, 'country'));
  const about = { id: 'country-list', title: 'Country list', origin: 'invented', edition: '2026', licence: 'free', date: '2026-11-01' };
  writeFileSync(join(folder, 'country', 'pack.json'), JSON.stringify(about));
  writeFileSync(join(folder, 'country', 'names.tsv'), '# ours\ntext\tkind\tingredients\tsource\nZorbulex\tbrand\tparacetamol\tcountry\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a clinic builds a pack with its own key while it is running, loads it, and lists it', async () => {
  const clinic = await testClinic();
  const out = join(folder, 'clinic.mvpack');
  const made = await medvault(['pack', 'build', join(folder, 'country'), '--data', clinic.facility.dataDir, '--out', out, '--sequence', '3']);
  expect(made).toMatchObject({ code: 0, json: { ok: true, sequence: 3, signer: { kind: 'facility', name: 'Test Clinic' }, tables: [{ name: 'names', rows: 1 }] } });
  expect(clinic.facility.raw.prepare(`SELECT action, actor_kind FROM audit_event WHERE resource = 'knowledge_pack'`).all()).toEqual([{ action: 'sign', actor_kind: 'command' }]);
  expect((await medvault(['pack', 'verify', out])).json).toMatchObject({ ok: true, id: 'country-list', signer: { kind: 'facility' } });

  const blobId = await aBlob(clinic, 'pharmacist', readFileSync(out), 'clinic.mvpack');
  const { sha256, signer } = await clinic.call('pharmacist', 'knowledge.previewPack', { blobId });
  expect(signer).toBe('here');
  await clinic.call('pharmacist', 'knowledge.loadPack', { blobId, sha256 });
  expect((await clinic.call('pharmacist', 'knowledge.readNames', { texts: ['Zorbulex 500 mg tab'] })).names).toMatchObject([{ ingredients: [{ name: 'paracetamol' }], confidence: 1 }]);
  expect((await medvault(['pack', 'list', '--data', clinic.facility.dataDir])).json).toMatchObject({ packs: [{ id: 'country-list', sequence: 3, status: 'active', problem: null, signer: { kind: 'here' } }] });
}); // prettier-ignore

test('a key file is for its owner only and never written over; a bad table is refused with its place; wrong use says how', async () => {
  const key = join(folder, 'publisher.json');
  const { json } = await medvault(['pack', 'key', '--out', key]);
  expect(json).toMatchObject({ ok: true, publicKey: expect.stringMatching(/^MCowBQYDK2Vw/) });
  expect(JSON.stringify(json)).not.toContain(JSON.parse(readFileSync(key, 'utf8')).privateKey);
  if (process.platform !== 'win32') expect(statSync(key).mode & 0o77).toBe(0);
  expect(await medvault(['pack', 'key', '--out', key])).toMatchObject({ code: 1, json: { error: { code: 'file.exists' } } });

  const out = join(folder, 'publisher.mvpack');
  expect((await medvault(['pack', 'build', join(folder, 'country'), '--key', key, '--out', out])).code).toBe(0);
  expect(decodePack(readFileSync(out), [String(json['publicKey'])]).manifest.signer.kind).toBe('publisher');
  expect(await medvault(['pack', 'verify', out])).toMatchObject({ code: 1, json: { error: { code: 'knowledge.unknown_publisher' } } });

  writeFileSync(join(folder, 'country', 'otherAllergens.tsv'), 'name\ndust\ndust\n');
  const refused = await medvault(['pack', 'build', join(folder, 'country'), '--key', key, '--out', join(folder, 'no.mvpack')]);
  expect(refused).toMatchObject({ code: 1, json: { error: { code: 'knowledge.bad_row', data: { table: 'otherAllergens', row: 2, problem: 'twice' } } } });
  expect((await medvault(['pack', 'build', join(folder, 'country'), '--out', out])).code).toBe(2);
}); // prettier-ignore

/** Invented rows in the columns of the real lists. */
const files: Readonly<Record<string, string>> = {
  'drugs/atc_ddd_2026-04-25_NONCOMMERCIAL.csv':
    'atc_code,atc_name,ddd,uom,adm_r,note\nN,NERVOUS SYSTEM,NA,NA,NA,NA\nN02BE01,paracetamol,3,g,O,NA\nN02BE99,"paracetamol, combinations",NA,NA,NA,NA\nV99ZZ99,inventamab,10,mg,P,NA\n',
  'drugs/who_eml_gnuhealth_pregnancy.csv':
    'id,active_component,product_name,fda_pregnancy_category,pregnancy_warning,eml_section,forms_strengths_notes,other\n1,warfarin,warfarin,X,1,s,n,\n2,paracetamol,paracetamol,B,0,s,n,\n3,inventamab,inventamab,N,0,s,n,\n',
  'drugs/paediatric_doses_PARTIAL.csv':
    'drug,route,dose,frequency,indication,note,source\nampicillin,IV,50 mg/kg,QID,"Sepsis, child <2 months",7-10 days,Invented 2018 Table 1\nartesunate,IV,<20 kg 3 mg/kg; >20 kg 2.4 mg/kg,daily,,,Invented\n',
  'ddi/ansm_2020_fr_interactions.json.gz': JSON.stringify([
    { main_drug: 'WARFARINE', plus_drug: 'IMAGINAIRES', severity_levels: [{ level: 'Association DECONSEILLEE' }] },
    { main_drug: 'WARFARINE', plus_drug: 'ZINC', severity_levels: [{ level: '???' }] },
  ]),
  'ddi/ansm_2020_fr_substances_classes.json': JSON.stringify([{ substance: 'albendazole', drug_classes: ['imaginaires'] }]),
  'ddi/ansm_fr_substance_to_rxcui.tsv': 'substance\tRxNorm\nalbendazole\t430\n',
  'drugs/drugcentral_2017_drug_classes.csv.gz':
    'drug,class_name,class_source,class_type,class_id\nWarfarin,Vitamin K Antagonist,FDA,EPC,N1\n',
};

test('the lists that may not be shipped become packs: what is sure is taken, the rest is left and counted', async () => {
  const { gzipSync } = await import('node:zlib');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, 'lists', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'lists', path), path.endsWith('.gz') ? gzipSync(text) : text);
  }
  const collected = (name: string) => collectSource(packSources[name]!, join(folder, 'lists'));
  const rowsOf = (name: string, table: string) => collected(name).tables.find((each) => each.name === table)?.rows;
  expect(rowsOf('atc-ddd', 'ingredientFacts')).toEqual([
    ['inventamab', 'atc', 'V99ZZ99', '', 'atc-ddd'],
    ['inventamab', 'ddd', '10 mg', 'parenteral', 'atc-ddd'],
    ['paracetamol', 'atc', 'N02BE01', '', 'atc-ddd'],
    ['paracetamol', 'ddd', '3 g', 'oral', 'atc-ddd'],
  ]);
  expect(rowsOf('atc-ddd', 'ingredients')).toEqual([['inventamab', 'inventamab', 'V99ZZ99', '']]);
  expect(collected('atc-ddd').left).toBe(1);
  expect(rowsOf('pregnancy-letters', 'patientRules')).toEqual([['warfarin', 'pregnancy', 'stop', 'any', expect.stringContaining('Legacy FDA pregnancy letters')]]);
  expect(rowsOf('paediatric-doses', 'doses')?.map((row) => row.filter((cell) => cell !== ''))).toEqual([['ampicillin', 'intravenous', 'Sepsis; 7-10 days', '2mo', 'mg/kg/dose', '50', '50', '50', '4', 'Invented 2018', '2018', 'Table 1']]);
  expect(rowsOf('ansm-2020', 'interactions')).toEqual([['ansm-2020', 'not_recommended', '', 'ansm2020:imaginaires', 'warfarin']]);
  expect(rowsOf('ansm-2020', 'classes')).toEqual([['ansm2020:imaginaires', 'imaginaires', 'albendazole', '']]);
  expect(rowsOf('drugcentral', 'ingredientFacts')).toEqual([['warfarin', 'class', 'Vitamin K Antagonist', 'FDA, EPC', 'drugcentral-classes']]);
  for (const source of Object.values(packSources)) expect(() => collectSource(source, join(folder, 'nowhere'))).toThrowError(expect.objectContaining({ code: 'file.missing' }));
}); // prettier-ignore
