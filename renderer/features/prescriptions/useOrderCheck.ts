import type { Dosage } from '../../../preload/contract/dosage.ts';
import { call, useQuery } from '../../lib/api.ts';
import { useSettled } from '../inventory/useSettled.ts';

type Order = { patientId: string; medicine: string; itemId: string | null; dosage: Dosage | null; isTyping: boolean };

/**
 * The safety check of the medicine that was chosen and of how it is taken. Not while a name is being typed: half a name would be checked
 * as another medicine. While the directions are typed the last answer for this medicine stays in sight.
 */
export function useOrderCheck({ patientId, medicine, itemId, dosage, isTyping }: Order) {
  const directions = JSON.stringify(dosage);
  const rested = useSettled(medicine, 120);
  const restedDirections = useSettled(directions, 250);
  const isWanted = !isTyping && medicine.length >= 3;
  const isAsked = isWanted && rested === medicine;
  const input = { patientId, medicine: rested, itemId, dosage: JSON.parse(restedDirections) as Dosage | null };
  const check = useQuery('prescriptions.check', input, { enabled: isAsked, keepPrevious: true });
  const isOfThis = isAsked && check.data?.medicines.some(({ role, text }) => role === 'order' && text === medicine);
  const answer = isOfThis ? check.data : undefined;
  return {
    answer,
    stops: answer?.findings.filter((finding) => finding.severity === 'stop') ?? [],
    isChecking: isWanted && !answer && !check.error,
    error: isAsked ? check.error : null,
    again: () => void check.refetch(),
    /** What is shown is what is ordered: no finding has come that the prescriber has not seen. */
    holds: async (): Promise<boolean> => {
      if (!answer) return false;
      if (!check.isPlaceholderData && restedDirections === directions) return true;
      const now = await call('prescriptions.check', { patientId, medicine, itemId, dosage });
      const known = new Set(answer.findings.map(({ cause, severity }) => `${severity} ${cause}`));
      return now.findings.every(({ cause, severity }) => severity === 'information' || known.has(`${severity} ${cause}`));
    },
  };
}
