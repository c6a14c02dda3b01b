import { useTranslation } from 'react-i18next';
import type { Offer } from '../../../preload/contract/suppliers.ts';
import type { OrderStatus } from '../../../preload/contract/orders.ts';
import { useFormat } from '../../lib/format.ts';
import type { Tone } from '../../ui/index.ts';

export const toneOf: Readonly<Record<OrderStatus, Tone>> = {
  draft: 'grey',
  approved: 'blue',
  sent: 'blue',
  confirmed: 'blue',
  'partly-received': 'amber',
  received: 'green',
  closed: 'grey',
  cancelled: 'grey',
};

/** "lowest price, takes 4 days, delivers 98 %, last supplied it on 3 Nov 2026" */
export function useReasons(): (offer: Pick<Offer, 'reasons'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ reasons }) =>
    reasons
      .map(({ code, value, on }) => t(`suppliers.reason.${code}`, { value: value ?? '', day: on === null ? '' : format.day(on) }))
      .join(', ');
}
