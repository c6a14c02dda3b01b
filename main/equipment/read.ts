import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema/index.ts';
import { listEquipment, listEquipmentEvents } from '../../db/queries/equipment.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { EquipmentRow } from '../../preload/contract/equipment.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { stepsFrom } from './steps.ts';

type Line = Awaited<ReturnType<typeof listEquipment>>[number];

export function toEquipmentRow(line: Line, today: string): EquipmentRow {
  const isPlanned = line.maintenance_days !== null && line.status !== 'retired';
  const due = isPlanned ? addDays(line.maintained_on ?? line.created_at.slice(0, 10), line.maintenance_days ?? 0) : null;
  return {
    equipmentId: line.id,
    assetNumber: line.asset_number,
    name: line.name,
    category: line.category,
    manufacturer: line.manufacturer,
    model: line.model,
    serialNumber: line.serial_number,
    place: line.place,
    departmentId: line.department_id,
    departmentName: line.departmentName,
    maintenanceDays: line.maintenance_days,
    status: line.status as EquipmentRow['status'],
    maintainedOn: line.maintained_on,
    maintenanceDue: due,
    isOverdue: due !== null && due < today,
    loanedTo: line.loaned_to,
    loanUntil: line.loan_until,
    version: line.version,
  };
}

const shown: Record<'usable' | 'trouble' | 'maintenance' | 'all', (row: EquipmentRow) => boolean> = {
  usable: ({ status }) => status === 'available' || status === 'in-use',
  trouble: ({ status }) => status === 'faulty' || status === 'in-repair',
  maintenance: ({ isOverdue }) => isOverdue,
  all: ({ status }) => status !== 'retired',
};

export const listAllEquipment: QueryHandler<'equipment.list'> = async (ctx, { text, show }) => {
  const words = fold(text).split(' ').filter(Boolean);
  const rows = (await listEquipment(ctx.db)).map((line) => toEquipmentRow(line, ctx.today()));
  const has = (row: EquipmentRow) => {
    const said = fold(`${row.name} ${row.category} ${row.manufacturer} ${row.model} ${row.serialNumber} ${row.place} ${row.departmentName} ${row.assetNumber}`);
    return words.every((word) => said.includes(word));
  };
  return { equipment: rows.filter((row) => shown[show](row) && has(row)) };
}; // prettier-ignore

/** @throws 'not_found' */
export async function readEquipment(ctx: { db: Kysely<Database>; today: () => string }, equipmentId: string): Promise<EquipmentRow> {
  const line = (await listEquipment(ctx.db, equipmentId))[0];
  if (!line) throw new AppError('not_found', { resource: 'equipment' });
  return toEquipmentRow(line, ctx.today());
}

export const getEquipment: QueryHandler<'equipment.get'> = async (ctx, { equipmentId }) => {
  const equipment = await readEquipment(ctx, equipmentId);
  const events = await listEquipmentEvents(ctx.db, equipmentId);
  return { equipment, events, steps: stepsFrom(equipment.status, ctx.can('Equipment.update')) };
};
