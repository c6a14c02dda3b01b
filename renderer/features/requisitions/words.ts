import type { Output } from '../../../preload/contract/index.ts';
import type { RequisitionStatus } from '../../../preload/contract/requisitions.ts';
import type { Tone } from '../../ui/index.ts';

export type RequisitionCard = Output<'requisitions.get'>;

export const requisitionTone: Readonly<Record<RequisitionStatus, Tone>> = {
  requested: 'amber',
  approved: 'blue',
  picked: 'blue',
  shipped: 'blue',
  'back-ordered': 'amber',
  received: 'green',
  rejected: 'grey',
  cancelled: 'grey',
  closed: 'grey',
};
