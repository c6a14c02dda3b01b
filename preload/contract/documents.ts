import { z } from 'zod';
import { blobRef, id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';
import { labelDraft } from './ocr.ts';

/** Bytes travel in pieces of at most 256 KiB, base64 in JSON, on every transport; a broken upload resumes where it stopped. */
export const chunkBytes = 256 * 1024;
export const maxBlobBytes = 64 * 1024 * 1024;

export const documents = {
  'blobs.begin': host({
    permission: 'DocumentReference.create',
    input: z.object({
      name: shortText,
      mediaType: shortText,
      size: z.int().positive(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      patientId: id.nullable().default(null),
    }),
    output: z.object({ uploadId: id, received: z.int() }),
  }),
  'blobs.chunk': host({
    permission: 'DocumentReference.create',
    input: z.object({ uploadId: id, offset: z.int().nonnegative(), base64: z.string().max(Math.ceil(chunkBytes / 3) * 4) }),
    output: z.object({ received: z.int() }),
  }),
  'blobs.commit': host({ permission: 'DocumentReference.create', input: z.object({ uploadId: id }), output: z.object({ blobId: id }) }),
  'blobs.read': host({
    permission: 'DocumentReference.read',
    input: z.object({ blobId: id, offset: z.int().nonnegative() }),
    output: z.object({ base64: z.string(), size: z.int(), mediaType: shortText, name: shortText }),
  }),
  /** Reads a picture on this computer into a draft; nothing is prescribed by it. */
  'documents.readPrescription': host({
    permission: 'DocumentReference.create',
    input: z.object({ blobId: id }),
    output: labelDraft,
  }),
  'documents.attach': command({
    permission: 'DocumentReference.create',
    input: z.object({ patientId: id, blobId: id, title: shortText.min(1) }),
    output: z.object({ documentId: id }),
  }),
  'reports.stockMonth': command({
    permission: 'MeasureReport.create',
    input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
  /** A form's unsaved typing, in the encrypted database; only its owner gets it back. */
  'drafts.save': host({
    permission: 'self',
    input: z.object({ form: shortText.min(1), patientId: id.nullable().default(null), content: z.record(z.string(), z.json()) }),
    output: z.object({ savedAt: instant }),
  }),
  'drafts.get': query({
    permission: 'self',
    input: z.object({ form: shortText.min(1), patientId: id.nullable().default(null) }),
    output: z.object({ draft: z.object({ content: z.record(z.string(), z.json()), savedAt: instant }).nullable() }),
  }),
  'drafts.discard': host({
    permission: 'self',
    input: z.object({ form: shortText.min(1), patientId: id.nullable().default(null) }),
    output: z.object({}),
  }),
};
