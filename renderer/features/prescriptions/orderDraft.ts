import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { call } from '../../lib/api.ts';

const orderDraft = z.object({
  medicine: z.string(),
  itemId: z.string().nullable(),
  directions: z.string(),
  quantity: z.number().nullable(),
  unit: z.string(),
  validDays: z.number().nullable(),
});
export type OrderDraft = z.infer<typeof orderDraft>;

export const emptyOrder: OrderDraft = { medicine: '', itemId: null, directions: '', quantity: null, unit: 'tablet', validDays: 30 };
const form = 'prescribe';
const restMs = 800;

/** The order as it is typed: kept in the encrypted database whenever the hand rests, and found again after a crash or another patient. */
export function useOrderDraft(patientId: string) {
  const [order, setOrder] = useState<OrderDraft>(emptyOrder);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [restoredFrom, setRestoredFrom] = useState<string | null>(null);
  const isTouched = useRef(false);

  useEffect(() => {
    let isLate = false;
    call('drafts.get', { form, patientId }).then(
      ({ draft }) => {
        const found = orderDraft.safeParse(draft?.content);
        if (isLate || isTouched.current || !draft || !found.success || isEmpty(found.data)) return;
        setOrder(found.data);
        setRestoredFrom(draft.savedAt);
      },
      () => undefined, // no draft is no reason to stop the work
    );
    return () => {
      isLate = true;
    };
  }, [patientId]);

  useEffect(() => {
    if (!isTouched.current) return;
    const timer = setTimeout(() => {
      if (isEmpty(order)) return;
      call('drafts.save', { form, patientId, content: order }).then(
        (answer) => setSavedAt(answer.savedAt),
        () => setSavedAt(null),
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [order, patientId]);

  const amend = useCallback((change: Partial<OrderDraft>) => {
    isTouched.current = true;
    setOrder((before) => ({ ...before, ...change }));
  }, []);
  const clear = useCallback(() => {
    isTouched.current = false;
    setOrder(emptyOrder);
    setSavedAt(null);
    setRestoredFrom(null);
    call('drafts.discard', { form, patientId }).catch(() => undefined);
  }, [patientId]);
  return { order, amend, clear, savedAt, restoredFrom };
}

function isEmpty(order: OrderDraft): boolean {
  return order.medicine.trim() === '' && order.directions.trim() === '' && order.quantity === null;
}
