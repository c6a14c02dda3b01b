import type { z } from 'zod';
import { listAuditBodies } from '../../db/queries/audit.ts';
import type { Row } from '../../db/schema/index.ts';
import { amend } from '../../db/write.ts';
import type { retentionKind } from '../../preload/contract/people.ts';
import { personName } from '../../preload/contract/personName.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { keepUntil } from './keepUntil.ts';

type Kind = z.infer<typeof retentionKind>;

const mostChanges = 50;
const mostShown = 500;

/** The facility's years and how they came about; the audit is their history. */
export const retention: QueryHandler<'people.retention'> = (ctx) =>
  ctx.facility.exclusive(() => ({
    policies: ctx.raw.prepare('SELECT id AS kind, years, version FROM retention_policy ORDER BY rowid').all() as {
      kind: Kind;
      years: number;
      version: number;
    }[],
    changes: listAuditBodies(ctx.raw, { resource: 'retention_policy', action: 'amend' }, { limit: mostChanges }).map(
      ({ resourceId, at, actorName, reason, body }) => {
        const { before, after } = JSON.parse(Buffer.from(body ?? []).toString('utf8')) as Record<'before' | 'after', { years?: number }>;
        return { kind: resourceId as Kind, at, actorName, reason, before: before.years ?? 0, after: after.years ?? 0 };
      },
    ),
  }));

/** @throws 'version.conflict' */
export const setRetention: CommandHandler<'people.setRetention'> = {
  run: async (ctx, { kind, years, version, reason }) => ({ version: amend(ctx, 'retention_policy', kind, { years }, { version, reason }) }),
};

type Contact = {
  patientId: string;
  number: string;
  familyName: string;
  givenNames: string;
  care: string;
  medication: string | null;
  document: string | null;
};

/** A visit that is still open is a contact of today. Linked records are one person: the latest of them counts, under the surviving one. */
export const overdue: QueryHandler<'people.overdue'> = async (ctx) => {
  const [policies, contacts] = await ctx.facility.exclusive(
    () =>
      [
        ctx.raw.prepare('SELECT * FROM retention_policy').all() as Row<'retention_policy'>[],
        ctx.raw.prepare(lastContacts).all({ today: ctx.today() }) as Contact[],
      ] as const,
  );
  const years = Object.fromEntries(policies.map(({ id, years: kept }) => [id, kept])) as Record<Kind, number>;
  const past = contacts
    .map(({ care, medication, document, familyName, givenNames, ...person }) => ({
      ...person,
      displayName: personName(familyName, givenNames),
      ...keepUntil({ care, medication, document }, years),
    }))
    .filter((person) => person.keepUntil < ctx.today())
    .toSorted((a, b) => (a.keepUntil < b.keepUntil ? -1 : 1));
  return { people: past.slice(0, mostShown), total: past.length };
};

const latest = (column: string, table: string) => `(SELECT max(substr(${column}, 1, 10)) FROM ${table} x WHERE x.patient_id = r.id)`;
const lastContacts = `
  WITH RECURSIVE same (root, id) AS (
    SELECT p.id, p.id FROM patient p WHERE NOT EXISTS (SELECT 1 FROM patient_link l WHERE l.patient_id = p.id AND l.ended_at IS NULL)
    UNION SELECT s.root, l.patient_id FROM patient_link l JOIN same s ON l.surviving_id = s.id WHERE l.ended_at IS NULL
  )
  SELECT p.id AS patientId, p.number, p.family_name AS familyName, p.given_names AS givenNames,
    max(max(
      substr(r.created_at, 1, 10), coalesce(substr(r.last_seen_at, 1, 10), ''),
      coalesce((SELECT max(CASE WHEN x.ended_at IS NULL THEN :today ELSE x.local_date END) FROM encounter x WHERE x.patient_id = r.id), ''),
      coalesce((SELECT max(x.local_date) FROM appointment x WHERE x.patient_id = r.id), ''),
      coalesce(${latest('effective_at', 'observation')}, ''), coalesce(${latest('recorded_at', 'condition')}, ''),
      coalesce(${latest('recorded_at', 'allergy_intolerance')}, '')
    )) AS care,
    max(max(coalesce(${latest('authored_at', 'medication_request')}, ''), coalesce(${latest('when_handed_over', 'medication_dispense')}, ''))) AS medication,
    max(coalesce(${latest('created_at', 'document_reference')}, '')) AS document
  FROM same s JOIN patient p ON p.id = s.root JOIN patient r ON r.id = s.id GROUP BY p.id`;
