import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import { audit } from '../../db/write.ts';
import { type BlobRef } from '../../preload/contract/common.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { type Gathered, gatherPerson, toResource } from './gatherPerson.ts';
import { listPeople } from './previewErasure.ts';

type Prepared = { number: string; json: Buffer; pdf: Buffer; documents: BlobRef[]; rows: number };

/** Documents beyond this many bytes stand beside the JSON and not in it: base64 of them all would not fit into memory. */
const mostInside = 32 * 1024 * 1024;
const exportName = (number: string, ending: string) => `record-${number}.${ending}`;

/** Told in the audit first, whatever becomes of it. @throws 'not_found' */
export const exportPerson: CommandHandler<'people.export', Prepared> = {
  prepare: async (ctx, { patientId, locale }) => {
    const ids = await linkedPatientIds(ctx.db, patientId);
    const person = (await ctx.facility.exclusive(() => listPeople(ctx.raw, ids))).find((each) => each.id === patientId);
    if (!person) throw new AppError('not_found', { resource: 'Patient' });
    await inTransaction(ctx, (inside) =>
      audit(inside, { action: 'export', resource: 'Patient', resourceId: patientId, patientId, body: { records: ids.length } }),
    );
    const { gathered, documents, contents } = await ctx.facility.exclusive(() => {
      const all = gatherPerson(ctx, ids).map((each) => withoutExports(each));
      return { gathered: all, ...readDocuments(ctx, all) };
    });
    const rows = gathered.reduce((sum, each) => sum + each.rows.length, 0);
    const resources = gathered.flatMap(({ table, rows: found }) =>
      found.map((row) => {
        const data = table === 'blob' ? contents.get(String(row['id'])) : undefined;
        return { resource: { ...toResource(table, row), ...(data === undefined ? {} : { data }) } };
      }),
    );
    const { name, code } = ctx.facility.self;
    const bundle = { resourceType: 'Bundle', type: 'collection', timestamp: ctx.now(), source: { name, code }, entry: resources };
    const pdf = await makePdf(
      'personRecord',
      {
        facility: letterheadOf(ctx),
        name: `${person.given_names} ${person.family_name}`.trim(),
        number: person.number,
        sections: gathered.map(({ table, rows: found }) => ({ table, rows: found.map(toPrinted) })),
        exportedBy: ctx.user.displayName,
        printed: printedNow(ctx),
      },
      { locale },
    );
    return { number: person.number, json: Buffer.from(JSON.stringify(bundle, null, 1)), pdf, documents, rows };
  },
  run: async (ctx, { patientId }, { number, json, pdf, documents, rows }) => ({
    json: keepBlob(ctx, json, { name: exportName(number, 'json'), mediaType: 'application/json', patientId }),
    pdf: keepBlob(ctx, pdf, { name: exportName(number, 'pdf'), mediaType: 'application/pdf', patientId }),
    documents,
    rows,
  }),
  about: (input) => input.patientId,
};

/** What an earlier export made would be the whole record once more in this one. */
function withoutExports({ table, rows }: Gathered): Gathered {
  const isExport = (name: unknown) => /^record-\S+\.(json|pdf)$/.test(String(name));
  return { table, rows: table === 'blob' ? rows.filter((row) => !isExport(row['name'])) : rows };
}

function readDocuments(ctx: Context, gathered: readonly Gathered[]): { documents: BlobRef[]; contents: Map<string, string> } {
  const blobs = (gathered.find(({ table }) => table === 'blob')?.rows ?? []) as Row<'blob'>[];
  const contents = new Map<string, string>();
  let inside = 0;
  for (const { id, file_name, size, patient_id } of blobs) {
    const key = patient_id === null ? undefined : ctx.keys.forReading(ctx.raw, patient_id);
    if (!key || inside + size > mostInside) continue;
    inside += size;
    contents.set(id, ctx.facility.blobs.readAll(file_name, size, key).toString('base64'));
  }
  return { documents: blobs.map(({ id, media_type, name, size }) => ({ blobId: id, mediaType: media_type, name, size })), contents };
}

/** For reading: ids and hashes tell a person nothing and stand in the JSON. */
function toPrinted(row: Readonly<Record<string, unknown>>): { field: string; value: string }[] {
  const hidden = /^(id|.*_id|version|sort_name|file_name|sha256|is_.*|birth_date_precision|seq)$/;
  return Object.entries(row)
    .filter(([column, value]) => !hidden.test(column) && value !== null && value !== '' && value !== '[]' && value !== '{}')
    .map(([field, value]) => ({ field, value: String(value) }));
}
