import { expect, test } from 'vitest';
import { makeCatalogues } from '../../../../../main/knowledge/catalogues.ts';
import { loadKnowledge } from '../../../../../main/knowledge/load.ts';
import { newEd25519, sign } from '../../../../../sync/security/keys.ts';
import { signedText } from '../../../../../sync/packs/format.ts';
import { shippedTables } from '../../../../../main/knowledge/shipped.ts';
import { safetyCheck } from '../../../../../main/prescriptions/safetyCheck.ts';
import { aBlob } from '../../../../support/blobs.ts';
import { aPack, aPublisher, clinicSigner, oneInteraction, table } from '../../../../support/knowledgePacks.ts';
import { type TestClinic, testClinic } from '../../../../support/testContext.ts';

const upload = (clinic: TestClinic, bytes: Buffer) => aBlob(clinic, 'pharmacist', bytes, 'country.mvpack', 'application/octet-stream');

async function load(clinic: TestClinic, bytes: Buffer) {
  const blobId = await upload(clinic, bytes);
  const preview = await clinic.ask('pharmacist', 'knowledge.previewPack', { blobId });
  if (!preview.ok) return preview;
  return clinic.ask('pharmacist', 'knowledge.loadPack', { blobId, sha256: preview.value.sha256, reason: 'new edition' });
}

const loadedColumns = (name: string) => shippedTables().columns.get(name) ?? [];

const facts = { today: '2026-11-21', patient: null, allergies: null, conditions: null };
const check = (clinic: TestClinic) =>
  safetyCheck(facts, ['zinc sulfate 20 mg'], 'Albendazole 400 mg', clinic.facility.catalogues.knowledge);

test('a pack is seen, loaded, used by the checks under its own name, and removed', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  expect(clinic.facility.catalogues.knowledge).toBe(loadKnowledge());
  const blobId = await upload(clinic, await aPack(publisher, oneInteraction()));
  const preview = await clinic.call('pharmacist', 'knowledge.previewPack', { blobId });
  expect(preview).toMatchObject({ title: 'Country list', signer: 'publisher', replaces: null, sequence: 1 });
  expect(preview.tables).toContainEqual({ name: 'interactions', rows: 1, added: 1, changed: 0, known: 0, removed: 0, isReplaced: false });
  expect(clinic.count('knowledge_pack')).toBe(0);

  const { id } = await clinic.call('pharmacist', 'knowledge.loadPack', { blobId, sha256: preview.sha256 });
  expect(check(clinic).findings).toMatchObject([{ kind: 'interaction', severity: 'stop', source: expect.stringContaining('Country interactions') }]);
  expect(JSON.stringify(check(clinic).coverage.checked)).toContain('"list":"Country interactions","edition":"2026"');
  const loaded = await clinic.call('doctor', 'knowledge.loaded', {});
  expect(loaded.packs).toMatchObject([{ id, signer: 'publisher', loadedBy: 'Test pharmacist', previous: null, problem: null }]);
  expect(loaded.lists).toContainEqual(expect.objectContaining({ name: 'Country interactions', rows: 1, pack: 'Country list', licence: 'free to use' }));

  await clinic.call('pharmacist', 'knowledge.removePack', { id, version: loaded.packs[0]?.version ?? 0, reason: 'wrong country' });
  expect(check(clinic).findings.filter((finding) => finding.kind === 'interaction')).toEqual([]);
  const told = clinic.facility.raw.prepare(`SELECT action, actor_id, CAST(body AS TEXT) AS body FROM audit_event WHERE resource = 'knowledge_pack' ORDER BY seq`).all() as { action: string; body: string }[];
  expect(told.map(({ action }) => action)).toEqual(['create', 'amend']);
  expect(told.every(({ body }) => body.length < 2000 && !body.includes('"file"'))).toBe(true);
  expect((await load(clinic, await aPack(publisher, oneInteraction()))).ok).toBe(true); // the very file that was removed may come again
}); // prettier-ignore

test('an older edition, and another file under the same number, are refused; the one before is kept and can come back', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  const editions = await Promise.all([1, 2, 3].map((sequence) => aPack(publisher, oneInteraction(sequence === 2 ? 'warning' : 'stop'), { sequence, edition: `edition ${sequence}` })));
  const [first, second, third] = editions as [Buffer, Buffer, Buffer];
  expect((await load(clinic, second)).ok).toBe(true);
  expect(await load(clinic, second)).toMatchObject({ ok: false, error: { code: 'knowledge.already_loaded' } });
  expect(await load(clinic, first)).toMatchObject({ ok: false, error: { code: 'knowledge.older', data: { offered: 1, newest: 2 } } });
  expect(await load(clinic, await aPack(publisher, oneInteraction('information'), { sequence: 2 }))).toMatchObject({ error: { code: 'knowledge.older' } });
  expect(check(clinic).findings[0]?.severity).toBe('warning');

  expect((await load(clinic, third)).ok).toBe(true);
  expect(check(clinic).findings[0]?.severity).toBe('stop');
  const [pack] = (await clinic.call('pharmacist', 'knowledge.loaded', {})).packs;
  expect(pack).toMatchObject({ sequence: 3, previous: { sequence: 2, edition: 'edition 2' } });
  await clinic.call('pharmacist', 'knowledge.fallBack', { id: pack?.id ?? '', version: pack?.version ?? 0, reason: 'edition 3 is wrong' });
  expect(check(clinic).findings[0]?.severity).toBe('warning');
  const [now] = (await clinic.call('pharmacist', 'knowledge.loaded', {})).packs;
  expect(now).toMatchObject({ sequence: 2, previous: { sequence: 3 } });

  await clinic.call('pharmacist', 'knowledge.removePack', { id: now?.id ?? '', version: now?.version ?? 0 });
  expect(await load(clinic, second)).toMatchObject({ error: { code: 'knowledge.older', data: { newest: 3 } } }); // removing opens no way back
  expect((await load(clinic, third)).ok).toBe(true);
}); // prettier-ignore

test('the preview of a next edition says what it adds, changes and leaves out against the one in use', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  const columns = loadedColumns('names');
  const names = (...rows: [string, string][]) => table('names', columns, rows.map(([text, ingredient]) => [text, 'brand', ingredient, 'invented']));
  expect((await load(clinic, await aPack(publisher, [...oneInteraction(), names(['Zibrant', 'zinc'], ['Amoxolin', 'amoxicillin'])]))).ok).toBe(true);
  const next = await aPack(publisher, [names(['Zibrant', 'albendazole'], ['Albendix', 'albendazole'])], { sequence: 2 });
  const { tables } = await clinic.call('pharmacist', 'knowledge.previewPack', { blobId: await upload(clinic, next) });
  expect(tables).toContainEqual({ name: 'names', rows: 2, added: 1, changed: 1, known: 0, removed: 1, isReplaced: false });
  expect(tables).toContainEqual({ name: 'interactions', rows: 0, added: 0, changed: 0, known: 0, removed: 1, isReplaced: false });
}); // prettier-ignore

test('what a clinic built is shown as its own, another clinic’s as that, and neither takes the place of the publisher’s', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  const here = await upload(clinic, await aPack(clinicSigner(clinic), oneInteraction(), { publisher: 'Test Clinic' }));
  expect(await clinic.call('pharmacist', 'knowledge.previewPack', { blobId: here })).toMatchObject({ signer: 'here', publisher: 'Test Clinic' });
  const stranger = newEd25519();
  const signer = { kind: 'facility', publicKey: stranger.publicKey, sign: (sha256: string) => sign(stranger.privateKey, signedText(sha256)) } as const;
  const elsewhere = await aPack(signer, oneInteraction());
  const preview = await clinic.call('pharmacist', 'knowledge.previewPack', { blobId: await upload(clinic, elsewhere) });
  expect(preview).toMatchObject({ signer: 'elsewhere', fingerprint: expect.stringMatching(/^(?:[0-9A-F]{4} ?){4}$/) });
  expect((await load(clinic, await aPack(publisher, oneInteraction()))).ok).toBe(true);
  expect(await load(clinic, await aPack(signer, oneInteraction(), { sequence: 9 }))).toMatchObject({ error: { code: 'knowledge.other_signer' } });
}); // prettier-ignore

test('nothing is loaded but what was seen, and only by those who may', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  const blobId = await upload(clinic, await aPack(publisher, oneInteraction()));
  expect(await clinic.ask('pharmacist', 'knowledge.loadPack', { blobId, sha256: '0'.repeat(64) })).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await clinic.ask('nurse', 'knowledge.loadPack', { blobId, sha256: '' })).toMatchObject({ error: { code: 'auth.forbidden' } });
  const doses = table('doses', loadedColumns('doses'), [['albendazole', ...loadedColumns('doses').slice(1).map(() => 'nonsense')]]);
  expect(await clinic.ask('pharmacist', 'knowledge.previewPack', { blobId: await upload(clinic, await aPack(publisher, [doses])) })).toMatchObject({ error: { code: 'knowledge.bad_row' } });
  expect(clinic.count('knowledge_pack')).toBe(0);
}); // prettier-ignore

test('a pack that was damaged in the file, or whose key is gone, is left out and said; the rest goes on', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  expect((await load(clinic, await aPack(publisher, oneInteraction()))).ok).toBe(true);
  clinic.facility.catalogues = makeCatalogues(clinic.facility.raw, []);
  expect(clinic.facility.catalogues.knowledge).toBe(loadKnowledge());
  expect((await clinic.call('doctor', 'knowledge.loaded', {})).packs).toMatchObject([{ problem: 'knowledge.unknown_publisher' }]);
  publisher.trust(clinic);
  clinic.facility.raw.prepare(`UPDATE knowledge_pack SET file = substr(file, 1, length(file) - 9)`).run();
  clinic.facility.catalogues = makeCatalogues(clinic.facility.raw, clinic.facility.catalogues.publishers);
  expect((await clinic.call('doctor', 'knowledge.loaded', {})).packs).toMatchObject([{ problem: 'knowledge.truncated' }]);
});
