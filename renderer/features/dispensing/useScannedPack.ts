import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useFormat } from '../../lib/format.ts';
import { changeDraft, type LineDraft, wantedOf } from './desk.ts';
import { takeFirst } from './picks.ts';
import type { Pack, Scanned } from './useDeskScan.ts';

type Said = { tone: 'green' | 'red'; title: string; text: string };

/** Each scanned pack is compared with what is open: right, and from which lot; or wrong, and that is said so that nobody misses it. */
export function useScannedPack(lines: readonly DeskLine[], draftOf: (line: DeskLine) => LineDraft, scanned: Scanned | null): Said | null {
  const { t } = useTranslation();
  const format = useFormat();
  const [said, setSaid] = useState<Said | null>(null);
  const at = scanned?.at ?? 0;
  useEffect(() => {
    if (scanned) setSaid(compare(scanned.pack));
  }, [at]); // oxlint-disable-line react-hooks/exhaustive-deps -- a scan is judged once, when it is made
  const compare = (pack: Pack): Said => {
    const wrong = (text: string): Said => ({ tone: 'red', title: t('dispensing.scan.wrongTitle'), text });
    if (pack.itemId === null) return wrong(t('dispensing.scan.unknownPack', { gtin: pack.gtin }));
    const line = lines.find((one) => (draftOf(one).substitute?.itemId ?? one.request.itemId) === pack.itemId && one.problem === 'none');
    if (!line) return wrong(t('dispensing.scan.wrong', { name: pack.name }));
    const words = { name: pack.name, lot: pack.lotNumber ?? '' };
    if (pack.expiry !== null && pack.expiry < format.today)
      return wrong(t('dispensing.scan.expired', { ...words, day: format.day(pack.expiry) }));
    if (pack.lotNumber !== null && pack.lotId === null) return wrong(t('dispensing.scan.wrongLot', words));
    const draft = draftOf(line);
    const proposed = takeFirst(line.proposal.picks, wantedOf(line, draft));
    const isProposed = pack.lotId === null || proposed.some((pick) => pick.lotId === pack.lotId);
    changeDraft(line.request.medicationRequestId, {
      isIn: true,
      scannedLot: pack.lotNumber,
      ...(isProposed || draft.substitute ? {} : { lotId: pack.lotId }),
    });
    const lot = pack.lotNumber === null ? '' : t('dispensing.line.scannedLot', { lot: pack.lotNumber });
    return { tone: 'green', title: t('dispensing.line.scanned', { lot }), text: t('dispensing.scan.right', { name: pack.name, lot }) };
  };
  return said;
}
