import type { EquipmentStatus, EquipmentStep } from '../../preload/contract/equipment.ts';

type Rule = { from: readonly EquipmentStatus[]; to: EquipmentStatus; kind: string; needsRight: boolean };

/** What may happen to a thing, from which state, and what it is then. Taking it, putting it back and reporting a fault is for everybody. */
export const steps: Readonly<Record<EquipmentStep, Rule>> = {
  take: { from: ['available'], to: 'in-use', kind: 'status', needsRight: false },
  'put-back': { from: ['in-use'], to: 'available', kind: 'status', needsRight: false },
  'report-fault': { from: ['available', 'in-use', 'on-loan'], to: 'faulty', kind: 'fault', needsRight: false },
  'send-to-repair': { from: ['faulty'], to: 'in-repair', kind: 'repair', needsRight: true },
  repaired: { from: ['faulty', 'in-repair'], to: 'available', kind: 'repaired', needsRight: true },
  lend: { from: ['available'], to: 'on-loan', kind: 'loan', needsRight: true },
  returned: { from: ['on-loan'], to: 'available', kind: 'returned', needsRight: true },
  retire: { from: ['available', 'faulty', 'in-repair'], to: 'retired', kind: 'retired', needsRight: true },
};

export function stepsFrom(status: EquipmentStatus, mayUpdate: boolean): EquipmentStep[] {
  return (Object.keys(steps) as EquipmentStep[]).filter(
    (step) => steps[step].from.includes(status) && (mayUpdate || !steps[step].needsRight),
  );
}
