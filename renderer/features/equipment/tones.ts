import type { EquipmentStatus } from '../../../preload/contract/equipment.ts';

export const statusTones = {
  available: 'green',
  'in-use': 'blue',
  faulty: 'red',
  'in-repair': 'amber',
  'on-loan': 'amber',
  retired: 'grey',
} as const satisfies Record<EquipmentStatus, string>;
