import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../db/schema/index.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { hashPatient } from '../../db/verifyAudit.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { deskOf } from '../backup/desk.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { eraseRows } from './eraseRows.ts';
import { keepErasureList, noteErased } from './erasureList.ts';
import { hasOpenVisit, listNamed, olderCopies } from './previewErasure.ts';

/**
 * Destroys a person's key and deletes their live rows, linked records included, then files, older copies of the database and the WAL.
 * @throws 'not_found', 'erasure.not_confirmed', 'erasure.visit_open', 'erasure.reason_names', 'backup.busy'
 */
export const erase: HostHandler<'people.erase'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat);
  const { facility } = ctx;
  if (deskOf(facility).progress) throw new AppError('backup.busy'); // its copy would be made of half of it
  const done = await inTransaction(ctx, async (inside) => {
    const ids = await linkedPatientIds(inside.db, input.patientId);
    assertErasable(inside, ids, input);
    const { rows, fileNames } = eraseRows(inside.raw, ids, inside.now());
    for (const id of ids) {
      insert(inside, 'erasure', {
        id: inside.newId(),
        patient_hash: hashPatient(id),
        erased_at: inside.now(),
        erased_by: inside.user.userId,
        reason: input.reason,
        legal_basis: input.legalBasis,
      });
      noteErased(inside, id, { rows, isReplayed: false }, input.reason);
    }
    for (const table of ['patient', 'encounter', 'appointment', 'medication_request']) inside.touched.add(table);
    return { ids, rows, fileNames };
  });
  for (const id of done.ids) facility.keys.forget(id);
  for (const fileName of done.fileNames) facility.blobs.remove(fileName);
  keepErasureList(facility.dataDir, facility.raw);
  for (const name of olderCopies(facility.dataDir)) rmSync(join(facility.dataDir, name), { recursive: true, force: true });
  await facility.exclusive(() => facility.raw.pragma('wal_checkpoint(TRUNCATE)'));
  return { rows: done.rows, files: done.fileNames.length };
};

function assertErasable(
  ctx: Context,
  ids: readonly string[],
  input: { patientId: string; confirmation: string; reason: string; legalBasis: string },
): void {
  const person = ctx.raw.prepare('SELECT * FROM patient WHERE id = ?').get(input.patientId) as Row<'patient'> | undefined;
  if (!person) throw new AppError('not_found', { resource: 'Patient' });
  if (input.confirmation.trim().toUpperCase() !== person.number) throw new AppError('erasure.not_confirmed');
  if (hasOpenVisit(ctx.raw, ids)) throw new AppError('erasure.visit_open');
  const said = `${input.reason} ${input.legalBasis}`;
  if (listNamed(ctx.raw, ids).some((name) => saysWord(said, name))) throw new AppError('erasure.reason_names'); // it stays for good
}

function saysWord(text: string, word: string): boolean {
  const letters = (value: string) =>
    ` ${value
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  return letters(text).includes(letters(word));
}
