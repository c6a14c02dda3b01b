import { z } from 'zod';
import { blobRef, day, id, instant, longText, shortText } from './common.ts';
import { command, host, query } from './method.ts';

/** Care: the person, visits, measurements, diagnoses, allergies. */
export const retentionKind = z.enum(['care', 'medication', 'document']);
export const rowCount = z.object({ table: shortText, rows: z.int() });

export const people = {
  /** By the readable number, for those who do not work with charts. @throws 'not_found' */
  'people.find': query({
    permission: 'Patient.export',
    input: z.object({ number: shortText }),
    output: z.object({ patientId: id, number: shortText, displayName: shortText, linkedNumbers: z.array(shortText) }),
  }),
  /** Everything about one person, linked records included, told in the audit before it is gathered. A document over the limit of the JSON stands in `documents` alone. */
  'people.export': command({
    permission: 'Patient.export',
    input: z.object({ patientId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ json: blobRef, pdf: blobRef, documents: z.array(blobRef), rows: z.int() }),
  }),
  /** What would go and what stays; nothing is changed. `naming`: audit entries whose typed reason names the person and can't be changed. */
  'people.previewErasure': query({
    permission: 'Patient.erase',
    input: z.object({ patientId: id }),
    output: z.object({
      number: shortText,
      displayName: shortText,
      linkedNumbers: z.array(shortText),
      isVisitOpen: z.boolean(),
      goes: z.array(rowCount),
      files: z.int(),
      /** older copies of the whole database in the data folder, which go too */
      copies: z.int(),
      stays: z.object({ stockMovements: z.int(), auditLines: z.int(), naming: z.int(), backups: z.int() }),
    }),
  }),
  /** For good. 'erasure.not_confirmed', 'erasure.visit_open', 'erasure.reason_names', 'backup.busy' */
  'people.erase': host({
    permission: 'Patient.erase',
    input: z.object({
      patientId: id,
      /** the patient's number, typed */
      confirmation: shortText,
      reason: longText.min(3),
      legalBasis: longText.default(''),
    }),
    output: z.object({ rows: z.int(), files: z.int() }),
  }),
  'people.retention': query({
    permission: 'Patient.export',
    input: z.object({}),
    output: z.object({
      policies: z.array(z.object({ kind: retentionKind, years: z.int(), version: z.int() })),
      /** newest first */
      changes: z.array(
        z.object({ kind: retentionKind, at: instant, actorName: shortText, before: z.int(), after: z.int(), reason: z.string() }),
      ),
    }),
  }),
  'people.setRetention': command({
    permission: 'Patient.erase',
    input: z.object({ kind: retentionKind, years: z.int().min(1).max(100), version: z.int(), reason: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  /** Whose records are past their years, the longest past first. Nothing is erased by it. */
  'people.overdue': query({
    permission: 'Patient.erase',
    input: z.object({}),
    output: z.object({
      people: z.array(z.object({ patientId: id, number: shortText, displayName: shortText, lastContact: day, keepUntil: day })),
      total: z.int(),
    }),
  }),
};
