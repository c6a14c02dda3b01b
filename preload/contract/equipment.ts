import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';

export const equipmentStatuses = ['available', 'in-use', 'faulty', 'in-repair', 'on-loan', 'retired'] as const;
export const equipmentStatus = z.enum(equipmentStatuses);
export type EquipmentStatus = z.infer<typeof equipmentStatus>;

const facts = z.object({
  name: shortText.min(2),
  category: shortText.min(2),
  manufacturer: shortText.default(''),
  model: shortText.default(''),
  serialNumber: shortText.default(''),
  place: shortText.default(''),
  departmentId: id.nullable().default(null),
  /** null: no maintenance planned */
  maintenanceDays: z.int().min(1).max(3660).nullable().default(null),
});

const row = z.object({
  equipmentId: id,
  assetNumber: shortText,
  ...facts.shape,
  departmentName: shortText,
  status: equipmentStatus,
  maintainedOn: day.nullable(),
  /** null: no maintenance planned */
  maintenanceDue: day.nullable(),
  isOverdue: z.boolean(),
  loanedTo: shortText,
  loanUntil: day.nullable(),
  version: z.int(),
});
export type EquipmentRow = z.infer<typeof row>;

/** What happens to it. From which state each may happen, and to which it leads, stands in main/equipment/steps.ts. */
export const equipmentSteps = ['take', 'put-back', 'report-fault', 'send-to-repair', 'repaired', 'lend', 'returned', 'retire'] as const;
export const equipmentStep = z.enum(equipmentSteps);
export type EquipmentStep = z.infer<typeof equipmentStep>;

const event = z.object({ kind: shortText, note: shortText, on: day, at: instant, by: shortText });
const which = { equipmentId: id, version: z.int() };

export const equipment = {
  'equipment.list': query({
    permission: 'Equipment.read',
    input: z.object({ text: z.string().max(100).default(''), show: z.enum(['usable', 'trouble', 'maintenance', 'all']).default('all') }),
    output: z.object({ equipment: z.array(row) }),
  }),
  /** @throws 'not_found' */
  'equipment.get': query({
    permission: 'Equipment.read',
    input: z.object({ equipmentId: id }),
    output: z.object({ equipment: row, events: z.array(event), steps: z.array(equipmentStep) }),
  }),
  'equipment.add': command({
    permission: 'Equipment.update',
    input: facts.extend({ maintainedOn: day.nullable().default(null) }),
    output: z.object({ equipmentId: id, assetNumber: shortText }),
  }),
  /** @throws 'not_found', 'version.conflict' */
  'equipment.amend': command({
    permission: 'Equipment.update',
    input: facts.extend(which),
    output: z.object({ version: z.int() }),
  }),
  /** Whoever uses it may say that it is broken. @throws 'not_found', 'equipment.wrong_step' { status, step }, 'equipment.needs_borrower', 'version.conflict' */
  'equipment.step': command({
    permission: 'Equipment.read',
    input: z.object({
      ...which,
      step: equipmentStep,
      note: shortText.default(''),
      loanedTo: shortText.default(''),
      loanUntil: day.nullable().default(null),
    }),
    output: z.object({ version: z.int(), status: equipmentStatus }),
  }),
  /** @throws 'not_found', 'date.in_future', 'equipment.wrong_step', 'version.conflict' */
  'equipment.maintained': command({
    permission: 'Equipment.update',
    input: z.object({ ...which, on: day, note: shortText.min(2) }),
    output: z.object({ version: z.int() }),
  }),
};
