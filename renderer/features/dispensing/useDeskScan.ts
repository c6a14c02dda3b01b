import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { parseNumber } from '../../../preload/contract/readableNumber.ts';
import { call } from '../../lib/api.ts';
import { useErrorText } from '../../ui/index.ts';
import { isPackCode, useWedge } from '../scanning/useWedge.ts';

export type Pack = Extract<Output<'dispensing.find'>, { kind: 'pack' }>;
/** `at` grows with each scan: the same pack twice is two scans. */
export type Scanned = { at: number; pack: Pack };

const isOurs = (text: string): boolean => isPackCode(text) || text.length > 40 || parseNumber(text) !== null;

/** Hears the scanner and takes what is typed or held before the camera: a prescription opens, a pack goes to whatever is open. */
export function useDeskScan(onRequest: (medicationRequestId: string) => void) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [scanned, setScanned] = useState<Scanned | null>(null);
  const [said, setSaid] = useState('');
  const onScan = useCallback(
    async (code: string) => {
      try {
        const found = await call('dispensing.find', { code });
        setSaid('');
        if (found.kind === 'request') onRequest(found.medicationRequestId);
        else if (found.kind === 'pack') setScanned((before) => ({ at: (before?.at ?? 0) + 1, pack: found }));
        else setSaid(t('dispensing.scan.unknown'));
      } catch (error) {
        setSaid(errorText(error));
      }
    },
    [onRequest, t, errorText],
  );
  useWedge((text) => void onScan(text), isOurs);
  return { scanned, said, onScan };
}
