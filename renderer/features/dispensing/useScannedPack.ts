import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useFormat } from '../../lib/format.ts';
import { changeDraft, emptyDraft, type LineDraft, type ScanSaid, useDesk, wantedOf } from './desk.ts';
import { takeFirst } from './picks.ts';
import type { Pack, Scanned } from './useDeskScan.ts';

/** Each scanned pack is compared once with what is open: right, and from which lot; or wrong, and that is said so that nobody misses it. */
export function useScannedPack(firstId: string, lines: readonly DeskLine[], scanned: Scanned | null): ScanSaid | null {
  const { t } = useTranslation();
  const format = useFormat();
  const judged = useDesk((state) => state.judged);
  useEffect(() => {
    if (!scanned || useDesk.getState().judged?.at === scanned.at) return;
    const { drafts } = useDesk.getState();
    const draftOf = (line: DeskLine): LineDraft => drafts[line.request.medicationRequestId] ?? emptyDraft;
    const wrong = (text: string): ScanSaid => ({ tone: 'red', title: t('dispensing.scan.wrongTitle'), text });
    const compare = (pack: Pack): ScanSaid => {
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
      const lotId = isProposed || draft.substitute ? {} : { lotId: pack.lotId };
      changeDraft(line.request.medicationRequestId, { isIn: true, scannedLot: pack.lotNumber, ...lotId });
      const lot = pack.lotNumber === null ? '' : t('dispensing.line.scannedLot', { lot: pack.lotNumber });
      return { tone: 'green', title: t('dispensing.line.scanned', { lot }), text: t('dispensing.scan.right', { name: pack.name, lot }) };
    };
    useDesk.setState({ judged: { at: scanned.at, of: firstId, said: compare(scanned.pack) } });
  }, [scanned, lines, firstId, t, format]);
  return judged?.of === firstId ? judged.said : null;
}
