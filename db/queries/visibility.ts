import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';
import type { WriteScope } from '../write.ts';

/** A mark or an opening reaches everyone who is linked as the same person; links that were ended are left out. */
const withLinked = (seed: string) => `
  WITH RECURSIVE reached (of_id, person_id) AS (
    ${seed}
    UNION SELECT r.of_id, l.surviving_id FROM reached r JOIN patient_link l ON l.patient_id = r.person_id WHERE l.ended_at IS NULL
    UNION SELECT r.of_id, l.patient_id FROM reached r JOIN patient_link l ON l.surviving_id = r.person_id WHERE l.ended_at IS NULL
  )`;

const anyMark = 'SELECT 1 FROM sensitivity_mark WHERE ended_at IS NULL LIMIT 1';
const standingMarks = `${withLinked('SELECT id, patient_id FROM sensitivity_mark WHERE ended_at IS NULL')}
  SELECT r.person_id AS personId, r.of_id AS markId, s.department_id AS departmentId, s.role_code AS role
  FROM reached r JOIN sensitivity_scope s ON s.mark_id = r.of_id`;
const liveGlasses = `${withLinked('SELECT id, patient_id FROM break_glass WHERE user_id = ? AND ends_at > ? AND opened_at <= ? AND closed_at IS NULL')}
  SELECT r.person_id AS personId, g.id, g.reason, g.ends_at AS endsAt FROM reached r JOIN break_glass g ON g.id = r.of_id ORDER BY g.ends_at`;

export function hasAnyMark(raw: Raw): boolean {
  return prepared(raw, anyMark).get() !== undefined;
}

export type StandingScope = { personId: string; markId: string; departmentId: string | null; role: string | null };
export function listStandingScopes(raw: Raw): StandingScope[] {
  return prepared(raw, standingMarks).all() as StandingScope[];
}

export type LiveGlass = { personId: string; id: string; reason: string; endsAt: string };
export function listLiveGlasses(raw: Raw, userId: string, now: string): LiveGlass[] {
  return prepared(raw, liveGlasses).all(userId, now, now) as LiveGlass[];
}

export function listDepartmentIdsOf(raw: Raw, userId: string): string[] {
  return prepared(raw, 'SELECT department_id FROM user_department WHERE user_id = ?').pluck().all(userId) as string[];
}

/** The person a thing belongs to; null when it is nobody's or there is no such thing. */
const owners = {
  patientId: 'SELECT id FROM patient WHERE id = ?',
  medicationRequestId: 'SELECT patient_id FROM medication_request WHERE id = ?',
  prescriptionId: 'SELECT patient_id FROM prescription WHERE id = ?',
  refillRequestId: 'SELECT patient_id FROM refill_request WHERE id = ?',
  medicationDispenseId: 'SELECT patient_id FROM medication_dispense WHERE id = ?',
  handoverId: 'SELECT patient_id FROM medication_dispense WHERE handover_id = ? LIMIT 1',
  noticeId: 'SELECT patient_id FROM prescriber_notice WHERE id = ?',
  encounterId: 'SELECT patient_id FROM encounter WHERE id = ?',
  appointmentId: 'SELECT patient_id FROM appointment WHERE id = ?',
  serviceRequestId: 'SELECT patient_id FROM service_request WHERE id = ?',
  observationId: 'SELECT patient_id FROM observation WHERE id = ?',
  criticalResultId: 'SELECT patient_id FROM critical_result WHERE id = ?',
  compositionId: 'SELECT patient_id FROM composition WHERE id = ?',
  pregnancyId: 'SELECT patient_id FROM pregnancy WHERE id = ?',
  contactId: 'SELECT patient_id FROM antenatal_contact WHERE id = ?',
  immunizationId: 'SELECT patient_id FROM immunization WHERE id = ?',
  problemId: 'SELECT patient_id FROM problem WHERE id = ?',
  familyHistoryId: 'SELECT patient_id FROM family_member_history WHERE id = ?',
  statementId: 'SELECT patient_id FROM medication_statement WHERE id = ?',
  socialHistoryId: 'SELECT patient_id FROM social_history WHERE id = ?',
  allergyId: 'SELECT patient_id FROM allergy_intolerance WHERE id = ?',
  blobId: 'SELECT patient_id FROM blob WHERE id = ?',
} as const;
export type OwnedBy = keyof typeof owners;
export const ownedBy = Object.keys(owners) as OwnedBy[];

export function findOwner(raw: Raw, by: OwnedBy, id: string): string | null {
  return (prepared(raw, owners[by]).pluck().get(id) as string | null | undefined) ?? null;
}

/** Whether this act of this person is already written down. */
export function wasNotedSince(
  raw: Raw,
  note: { patientId: string; actorId: string; action: string; resource: string; resourceId: string; since: string },
): boolean {
  return (
    prepared(
      raw,
      `SELECT 1 FROM audit_event WHERE patient_id = ? AND +actor_id = ? AND +action = ? AND +resource = ? AND +resource_id = ? AND +at > ? LIMIT 1`,
    ).get(note.patientId, note.actorId, note.action, note.resource, note.resourceId, note.since) !== undefined
  );
}

export async function listDepartments(db: Kysely<Database>) {
  const departments = await db.selectFrom('department').selectAll().orderBy('name').execute();
  const members = await db.selectFrom('user_department').select(['department_id', 'user_id']).orderBy('user_id').execute();
  return departments.map((department) => ({
    ...department,
    memberIds: members.filter((one) => one.department_id === department.id).map((one) => one.user_id),
  }));
}

/** Its audit line is written by the caller, as one change. */
export function replaceMembersOf(w: WriteScope & { newId: () => string }, departmentId: string, userIds: readonly string[]): void {
  prepared(w.raw, 'DELETE FROM user_department WHERE department_id = ?').run(departmentId);
  for (const userId of new Set(userIds)) {
    prepared(w.raw, 'INSERT INTO user_department (id, user_id, department_id) VALUES (?, ?, ?)').run(w.newId(), userId, departmentId);
  }
  w.touched.add('user_department');
}

/** Departments with members, or that a mark names, standing or lifted. */
export function listUsedDepartments(raw: Raw): string[] {
  return prepared(
    raw,
    `SELECT name FROM department d WHERE EXISTS (SELECT 1 FROM user_department u WHERE u.department_id = d.id)
       OR EXISTS (SELECT 1 FROM sensitivity_scope s WHERE s.department_id = d.id)`,
  )
    .pluck()
    .all() as string[];
}

/** One that nothing names; its audit line is written by the caller. Answers its id. */
export function removeDepartmentRow(w: WriteScope, name: string): string {
  w.touched.add('department');
  return prepared(w.raw, 'DELETE FROM department WHERE name = ? RETURNING id').pluck().get(name) as string;
}

/** The standing marks of a person's linked records, with what each of them names. */
export async function listMarks(db: Kysely<Database>, patientIds: readonly string[]) {
  const marks = await db
    .selectFrom('sensitivity_mark as m')
    .innerJoin('user_account as u', 'u.id', 'm.set_by')
    .where('m.patient_id', 'in', patientIds)
    .where('m.ended_at', 'is', null)
    .orderBy('m.set_at')
    .select(['m.id', 'm.reason', 'm.set_at', 'm.version', 'u.display_name as setByName'])
    .execute();
  const scopes = await db
    .selectFrom('sensitivity_scope as s')
    .innerJoin('sensitivity_mark as m', 'm.id', 's.mark_id')
    .leftJoin('department as d', 'd.id', 's.department_id')
    .where('m.patient_id', 'in', patientIds)
    .select(['s.mark_id', 's.role_code', 'd.name'])
    .execute();
  return marks.map((mark) => {
    const named = scopes.filter((scope) => scope.mark_id === mark.id);
    return { ...mark, departments: named.flatMap((one) => one.name ?? []), roles: named.flatMap((one) => one.role_code ?? []) };
  });
}

/** Newest first; `waiting`: nobody has judged it yet. */
export async function listOpenings(db: Kysely<Database>, status: 'waiting' | 'all', limit = 500) {
  let openings = db
    .selectFrom('break_glass as g')
    .innerJoin('user_account as u', 'u.id', 'g.user_id')
    .leftJoin('user_account as r', 'r.id', 'g.reviewed_by')
    .orderBy('g.opened_at', 'desc')
    .limit(limit);
  if (status === 'waiting') openings = openings.where('g.reviewed_at', 'is', null);
  return openings
    .selectAll('g')
    .select((eb) => [
      'u.display_name as userName',
      'r.display_name as reviewerName',
      eb
        .selectFrom('audit_event as a')
        .whereRef('a.resource_id', '=', 'g.id')
        .where('a.action', '=', 'break-glass-read')
        .select((of) => of.fn.countAll<number>().as('n'))
        .as('reads'),
    ])
    .execute();
}

export function findOpening(db: Kysely<Database>, id: string) {
  return db.selectFrom('break_glass').selectAll().where('id', '=', id).executeTakeFirst();
}
