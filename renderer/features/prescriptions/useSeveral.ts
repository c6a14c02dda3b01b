import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { directionsSentence } from '../../../preload/contract/dosageSentence.ts';
import type { SavedLine } from '../../../preload/contract/prescriptions.ts';
import { call, toAppError } from '../../lib/api.ts';
import { notifyDone, notifyProblem } from '../../ui/index.ts';

type Several = {
  patientId: string;
  encounterId: string | null;
  language: 'en' | 'fr';
  /** the first line that a finding stops: it is answered in the form */
  onHeld: (line: SavedLine, copyOf: string | null) => void;
};

/** Lines of an order set, or of an old prescription, each written with its own fresh check. What is stopped is answered one by one. */
export function useSeveral({ patientId, encounterId, language, onHeld }: Several) {
  const { t } = useTranslation();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const add = async (lines: readonly { line: SavedLine; copyOf: string | null }[]) => {
    setRunning(true);
    setError(null);
    const held: { line: SavedLine; copyOf: string | null }[] = [];
    let written = 0;
    for (const one of lines) {
      const { line, copyOf } = one;
      const directions = line.dosage ? directionsSentence(line.dosage, language) : line.directions;
      try {
        await call('prescriptions.prescribe', { ...line, directions, patientId, encounterId, copyOf });
        written += 1;
      } catch (cause) {
        const refusal = toAppError(cause);
        if (refusal.code !== 'prescription.reason_needed') {
          setError(refusal);
          break;
        }
        held.push(one);
      }
    }
    setRunning(false);
    if (written > 0) notifyDone(t('prescribing.saved.setAdded', { count: written }));
    const [first, ...others] = held;
    if (!first) return;
    notifyProblem(t('prescribing.saved.setHeld', { count: held.length, names: others.map(({ line }) => line.medicine).join(', ') }));
    onHeld(first.line, first.copyOf);
  };
  return { add, isRunning, error };
}
