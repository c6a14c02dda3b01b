import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { personName } from '../../preload/contract/personName.ts';
import { listManifests } from '../backup/manifest.ts';
import { plannedFolder } from '../backup/desk.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { named, personTables } from './eraseRows.ts';

/** @throws 'not_found' */
export const previewErasure: QueryHandler<'people.previewErasure'> = async (ctx, { patientId }) => {
  const { facility, raw } = ctx;
  const ids = await linkedPatientIds(ctx.db, patientId);
  return facility.exclusive(() => {
    const people = listPeople(raw, ids);
    const person = people.find((each) => each.id === patientId);
    if (!person) throw new AppError('not_found', { resource: 'Patient' });
    const marks = ids.map(() => '?').join(', ');
    const count = (sql: string) =>
      raw
        .prepare(sql)
        .pluck()
        .get(...ids) as number;
    const goes = personTables(ids)
      .map(({ table, where }) => ({
        table,
        rows: raw.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get(named(ids)) as number,
      }))
      .filter(({ rows }) => rows > 0);
    const words = listNamed(raw, ids);
    const reasons = raw
      .prepare(`SELECT reason FROM audit_event WHERE reason <> '' AND patient_id IN (${marks})`)
      .pluck()
      .all(...ids) as string[];
    const folders = new Set([plannedFolder(facility), join(facility.dataDir, 'backups')]);
    return {
      number: person.number,
      displayName: personName(person.family_name, person.given_names),
      linkedNumbers: people.filter((each) => each !== person).map((each) => each.number),
      isVisitOpen: hasOpenVisit(raw, ids),
      goes,
      files: goes.find(({ table }) => table === 'blob')?.rows ?? 0,
      copies: olderCopies(facility.dataDir).length,
      stays: {
        stockMovements: count(
          `SELECT count(*) FROM stock_movement WHERE ref_id IN (SELECT id FROM medication_dispense WHERE patient_id IN (${marks}))`,
        ),
        auditLines: count(`SELECT count(*) FROM audit_event WHERE patient_id IN (${marks})`),
        naming: reasons.filter((reason) => words.some((word) => reason.toLowerCase().includes(word.toLowerCase()))).length,
        backups: [...folders].flatMap(listManifests).filter(({ manifest }) => manifest.facilityId === facility.self.id).length,
      },
    };
  });
};

export function listPeople(raw: Raw, ids: readonly string[]): Row<'patient'>[] {
  const marks = ids.map(() => '?').join(', ');
  return raw.prepare(`SELECT * FROM patient WHERE id IN (${marks}) ORDER BY created_at`).all(...ids) as Row<'patient'>[];
}

/** Words that stand for this person: number, names, telephone. Shorter ones are words of the language too. */
export function listNamed(raw: Raw, ids: readonly string[]): string[] {
  return listPeople(raw, ids)
    .flatMap((each) => [each.number, ...each.family_name.split(/\s+/), ...each.given_names.split(/\s+/), each.phone])
    .filter((word) => word.length >= 3);
}

export function hasOpenVisit(raw: Raw, ids: readonly string[]): boolean {
  const marks = ids.map(() => '?').join(', ');
  const sql = `SELECT 1 FROM encounter WHERE patient_id IN (${marks}) AND ended_at IS NULL AND status <> 'entered-in-error' LIMIT 1`;
  return raw.prepare(sql).get(...ids) !== undefined;
}

/** Whole databases from before a step of the schema or a restore: the person is still in them. */
export function olderCopies(dataDir: string): string[] {
  return readdirSync(dataDir).filter((name) => /^before-step-\d+\.db/.test(name) || /^replaced-[\dTZ]+$/.test(name));
}
