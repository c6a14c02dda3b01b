import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { writeDirections } from '../../../preload/contract/directionsLine.ts';
import type { MedicationRequestRow, SavedLine } from '../../../preload/contract/prescriptions.ts';
import { call } from '../../lib/api.ts';

const orderDraft = z.object({
  medicine: z.string(),
  itemId: z.string().nullable(),
  directions: z.string(),
  quantity: z.number().nullable(),
  unit: z.string(),
  validDays: z.number().nullable(),
  refillsAllowed: z.number().default(0),
  /** the unsigned line that is being changed */
  medicationRequestId: z.string().nullable().default(null),
  /** the old line that this one repeats */
  copyOf: z.string().nullable().default(null),
  /** the asked refill that this one grants */
  refillRequestId: z.string().nullable().default(null),
});
export type OrderDraft = z.infer<typeof orderDraft>;

export const emptyOrder: OrderDraft = {
  medicine: '',
  itemId: null,
  directions: '',
  quantity: null,
  unit: 'tablet',
  validDays: 30,
  refillsAllowed: 0,
  medicationRequestId: null,
  copyOf: null,
  refillRequestId: null,
};
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

/** A favourite, a line of an order set, or an old line, in the form. */
export function toOrderDraft(line: SavedLine): OrderDraft {
  const { medicine, itemId, quantity, unit, validDays, refillsAllowed } = line;
  return { ...emptyOrder, medicine, itemId, directions: lineOf(line), quantity, unit, validDays, refillsAllowed };
}

/** The line to be typed on: the structure as shorthand, else the words. */
export function lineOf(line: Pick<SavedLine, 'dosage' | 'directions'>): string {
  return line.dosage ? writeDirections(line.dosage) : line.directions;
}

/** An old line as it would be written again. */
export function toSavedLine(row: MedicationRequestRow, validDays: number): SavedLine {
  const { medicine, itemId, dosage, directions, quantity, unit, refillsAllowed } = row;
  return { medicine, itemId, dosage, directions, quantity, unit, validDays, refillsAllowed };
}

function isEmpty(order: OrderDraft): boolean {
  return order.medicine.trim() === '' && order.directions.trim() === '' && order.quantity === null;
}
