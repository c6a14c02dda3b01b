import type { MedicineLine, ReadValue } from '../../../preload/contract/ocr.ts';
import { unitKey } from '../inventory/words.ts';

/** What a line of the paper puts into the order form; every value is still to be checked there. */
export type DraftOrder = { medicine: string; directions: string; quantity: number | null; unit: string | null };

export const lineFields = ['medicine', 'strength', 'form', 'quantity', 'directions'] as const;
export type LineField = (typeof lineFields)[number];
export type LineValues = Record<LineField, string>;

/** Under this a person must look: amber, "check this". */
export const sureFrom = 0.8;

export function valuesOf(line: MedicineLine): LineValues {
  const text = (value: ReadValue | null) => value?.value ?? '';
  return {
    medicine: text(line.medicine),
    strength: text(line.strength),
    form: text(line.form),
    quantity: text(line.quantity),
    directions: text(line.directions),
  };
}

export function toOrder(values: LineValues): DraftOrder {
  const medicine = [values.medicine, values.strength, values.form]
    .map((part) => part.trim())
    .filter((part, index, all) => part !== '' && !all.slice(0, index).some((before) => before.toLowerCase().includes(part.toLowerCase())))
    .join(' ');
  return { medicine, directions: values.directions.trim(), quantity: countIn(values.quantity), unit: unitIn(values) };
}

/** "30 tablets", "No. 20", "x21" and "1 x 30" hold one count; "30/60", "2.5" and a text without digits hold none. */
export function countIn(text: string): number | null {
  const plain = text.trim().replace(/^1\s*[x×]\s*(?=\d)/i, '');
  const found = /^(?:n[o°º]\.?|#|qty:?|x|×|disp(?:ense)?:?)?\s*(\d{1,5})(?![\d.,/:-]*\d)/i.exec(plain);
  const count = found ? Number(found[1]) : 0;
  return count > 0 ? count : null;
}

/** The unit that is handed over, where quantity or form name one that we know: "capsules" is 'capsule'. */
function unitIn(values: LineValues): string | null {
  const words = `${values.quantity} ${values.form}`.split(/[^\p{L}]+/u);
  return words.map((word) => unitKey(word)).find((key) => key !== null) ?? null;
}
