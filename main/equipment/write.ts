import { nextNumber } from '../../db/numbers.ts';
import { amend, insert } from '../../db/write.ts';
import type { Input } from '../../preload/contract/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { readEquipment } from './read.ts';
import { steps } from './steps.ts';

const factColumns = (input: Omit<Input<'equipment.add'>, 'maintainedOn'>) => ({
  name: input.name,
  sort_name: fold(input.name),
  category: input.category,
  manufacturer: input.manufacturer,
  model: input.model,
  serial_number: input.serialNumber,
  place: input.place,
  department_id: input.departmentId,
  maintenance_days: input.maintenanceDays,
});

export const addEquipment: CommandHandler<'equipment.add'> = {
  run: async (ctx, input) => {
    const [id, assetNumber] = [ctx.newId(), nextNumber(ctx, ctx.facility.self, 'equipment')];
    insert(ctx, 'equipment', { id, asset_number: assetNumber, ...factColumns(input), maintained_on: input.maintainedOn, created_at: ctx.now() });
    return { equipmentId: id, assetNumber };
  },
}; // prettier-ignore

export const amendEquipment: CommandHandler<'equipment.amend'> = {
  run: async (ctx, { equipmentId, version, ...input }) => ({
    version: amend(ctx, 'equipment', equipmentId, factColumns(input), { version }),
  }),
};

export const stepEquipment: CommandHandler<'equipment.step'> = {
  run: async (ctx, { equipmentId, version, step, note, loanedTo, loanUntil }) => {
    const { status } = await readEquipment(ctx, equipmentId);
    const rule = steps[step];
    if (rule.needsRight && !ctx.can('Equipment.update')) throw new AppError('auth.forbidden', { permission: 'Equipment.update' });
    if (!rule.from.includes(status)) throw new AppError('equipment.wrong_step', { status, step });
    if (step === 'lend' && loanedTo === '') throw new AppError('equipment.needs_borrower');
    const loan = step === 'lend' ? { loaned_to: loanedTo, loan_until: loanUntil } : { loaned_to: '', loan_until: null };
    const next = amend(ctx, 'equipment', equipmentId, { status: rule.to, ...loan }, { version, reason: note });
    noteEvent(ctx, equipmentId, rule.kind, step === 'lend' ? [loanedTo, note].filter(Boolean).join(': ') : note === '' ? step : note);
    return { version: next, status: rule.to };
  },
};

export const noteMaintenance: CommandHandler<'equipment.maintained'> = {
  run: async (ctx, { equipmentId, version, on, note }) => {
    const { status, maintainedOn } = await readEquipment(ctx, equipmentId);
    if (on > ctx.today()) throw new AppError('date.in_future', { date: 'on' });
    if (status === 'retired') throw new AppError('equipment.wrong_step', { status, step: 'maintenance' });
    const newest = maintainedOn !== null && maintainedOn > on ? maintainedOn : on;
    const next = amend(ctx, 'equipment', equipmentId, { maintained_on: newest }, { version, reason: note });
    noteEvent(ctx, equipmentId, 'maintenance', note, on);
    return { version: next };
  },
};

function noteEvent(ctx: Context, equipmentId: string, kind: string, note: string, on = ctx.today()): void {
  insert(ctx, 'equipment_event', {
    id: ctx.newId(),
    equipment_id: equipmentId,
    kind,
    note,
    local_date: on,
    recorded_at: ctx.now(),
    recorded_by: ctx.user.practitionerId,
  });
}
