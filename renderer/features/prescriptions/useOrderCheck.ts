import { useQuery } from '../../lib/api.ts';
import { useSettled } from '../inventory/useSettled.ts';

/** The safety check of the medicine that was chosen. Not while a name is being typed: half a name would be checked as another medicine. */
export function useOrderCheck(order: { patientId: string; medicine: string; itemId: string | null; isTyping: boolean }) {
  const { patientId, medicine, itemId, isTyping } = order;
  const rested = useSettled(medicine, 120);
  const isWanted = !isTyping && medicine.length >= 3;
  const isAsked = isWanted && rested === medicine;
  const check = useQuery('prescriptions.check', { patientId, medicine: rested, itemId }, { enabled: isAsked });
  const answer = isAsked ? check.data : undefined;
  return {
    answer,
    stops: answer?.findings.filter((finding) => finding.severity === 'stop') ?? [],
    isChecking: isWanted && (!isAsked || check.isPending),
    error: isAsked ? check.error : null,
    again: () => void check.refetch(),
  };
}
