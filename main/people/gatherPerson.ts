import { auditFormats } from '../../db/audit.ts';
import type { TableName } from '../../db/schema/index.ts';
import { tables, withoutSecrets } from '../../db/tables.ts';
import type { Context } from '../facility/context.ts';
import { openReason } from '../security/auditContent.ts';
import { named, personTables } from './eraseRows.ts';

export type GatheredRow = Readonly<Record<string, unknown>>;
export type Gathered = { table: TableName; rows: GatheredRow[] };
type Look = { reason: string; patientId: string; sealedReason: Uint8Array | null } & GatheredRow;

/** Copies kept for a repeated call (sealed, the same facts again) say nothing of their own. */
const technical: readonly TableName[] = ['request_outcome', 'blob_upload'];

/** What the facility holds of a person, table by table as the registry leads to it, and who did what with it. */
export function gatherPerson(ctx: Pick<Context, 'raw' | 'keys'>, ids: readonly string[]): Gathered[] {
  const { raw } = ctx;
  const found = personTables(ids)
    .filter(({ table }) => !technical.includes(table))
    .map(({ table, where }) => {
      const rows = raw.prepare(`SELECT * FROM ${table} WHERE ${where} ORDER BY rowid`).all(named(ids)) as GatheredRow[];
      return { table, rows: rows.map((row) => withoutSecrets(table, row)) };
    });
  const marks = ids.map(() => '?').join(', ');
  const lines = raw
    .prepare(
      `SELECT a.seq, a.at, a.actor_kind, coalesce(u.display_name, a.actor_id) AS actor, a.action, a.resource, a.resource_id, a.reason,
         a.patient_id AS patientId, CASE WHEN a.format = ${auditFormats.withReason} THEN a.body END AS sealedReason
       FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id WHERE a.patient_id IN (${marks}) ORDER BY a.seq`,
    )
    .all(...ids) as Look[];
  const looks = lines.map(({ patientId, sealedReason, ...line }): GatheredRow => {
    return { ...line, reason: openReason(ctx, { patientId, sealedReason, reason: line.reason }) };
  });
  return [...found, { table: 'audit_event' as const, rows: looks }].filter(({ rows }) => rows.length > 0);
}

/** FHIR's name of a table's resource: medication_request is MedicationRequest. Those that FHIR has no word for keep theirs. */
export function toResource(table: TableName, row: GatheredRow): Record<string, unknown> {
  const resourceType = tables[table].owner === 'documents' && table === 'blob' ? 'Binary' : camel(`_${table}`);
  const fields = Object.fromEntries(Object.entries(row).map(([column, value]) => [camel(column), value]));
  if (table !== 'patient') return { resourceType, ...fields };
  const { id, number, familyName, givenNames, sex, gender, birthDate, sortName: _, phone, village, ...rest } = fields;
  return {
    resourceType,
    id,
    identifier: [{ system: 'urn:medvault:patient-number', value: number }],
    name: [{ family: familyName, given: String(givenNames).split(' ') }],
    gender: sex,
    ...(gender === '' ? {} : { genderIdentity: gender }),
    birthDate,
    telecom: phone === '' ? [] : [{ system: 'phone', value: phone }],
    address: village === '' ? [] : [{ city: village }],
    ...rest,
  };
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
