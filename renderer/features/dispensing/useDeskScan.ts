import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { parseNumber } from '../../../preload/contract/readableNumber.ts';
import { call } from '../../lib/api.ts';
import { useErrorText } from '../../ui/index.ts';
import { isPaperCode, setPaper, useScannedPaper } from '../prescriptionSeals/scannedPaper.ts';
import { isPackCode, useWedge } from '../scanning/useWedge.ts';

export type Pack = Extract<Output<'dispensing.find'>, { kind: 'pack' }>;
/** `at` differs with each scan: the same pack twice is two scans. */
export type Scanned = { at: number; pack: Pack };

const isOurs = (text: string): boolean => isPackCode(text) || text.length > 40 || parseNumber(text) !== null;

/** Hears the scanner and takes what is typed or held before the camera: a prescription opens, a pack goes to whatever is open. */
export function useDeskScan(onRequest: (medicationRequestId: string) => void, onPaper: () => void) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [scanned, setScanned] = useState<Scanned | null>(null);
  const count = useRef(0);
  const [said, setSaid] = useState('');
  const onScan = useCallback(
    async (code: string) => {
      try {
        if (isPaperCode(code)) return await openPaper(code, onRequest, onPaper);
        const found = await call('dispensing.find', { code });
        setSaid('');
        if (found.kind === 'request') onRequest(found.medicationRequestId);
        else if (found.kind === 'pack') setScanned({ at: Date.now() + ++count.current, pack: found });
        else setSaid(t('dispensing.scan.unknown'));
      } catch (error) {
        setSaid(errorText(error));
      }
    },
    [onRequest, onPaper, t, errorText],
  );
  useWedge((text) => void onScan(text), isOurs);
  return { scanned, said, onScan };
}

/** Our own paper with one medicine opens it; every other is judged first. */
async function openPaper(code: string, onRequest: (medicationRequestId: string) => void, onPaper: () => void): Promise<void> {
  setPaper(code);
  const { verdict, facility, lines } = await call('prescriptionSeals.verify', { code: useScannedPaper.getState().code });
  const [request, ...others] = lines.flatMap((line) => line.requests);
  if (verdict === 'genuine' && facility?.isOwn === true && request && others.length === 0) onRequest(request.medicationRequestId);
  else onPaper();
}
