import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PackContent, readBarcode } from '../../../preload/contract/gs1/readBarcode.ts';
import { call, toAppError } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useErrorText } from '../../ui/index.ts';

/** What a scan waits for: a person's answer. */
export type Asked =
  | { kind: 'unknown'; content: PackContent & { gtin: string } }
  | { kind: 'ambiguous'; readings: readonly PackContent[] }
  | { kind: 'seen'; content: PackContent & { gtin: string }; text: string };
export type Said = { tone: 'green' | 'red'; text: string };
type Extra = { pack?: { itemId: string; unitsPerPack: number }; isSeenAgain?: boolean };

/** Set once a scanner has sent a separator: from then on its codes have one reading. As long as the window lives. */
let sendsSeparators = false;

/** Takes what a scanner, a camera or a hand gives, one after another, into a draft. `onCounted` gets the line. */
export function useScans(receiptId: string, onCounted: (lineId: string) => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const complain = (text: string) => setSaid({ tone: 'red', text });
  const count = async (content: PackContent, extra: Extra = {}): Promise<void> => {
    const { gtin } = content;
    if (gtin === null) return complain(t('receiving.problem.no_gtin'));
    const known = { ...content, gtin };
    // a case (AI 02 with 37) is as many packs as it says
    const packs = content.elements.some(({ ai }) => ai === '02') ? (content.count ?? 1) : 1;
    try {
      const answer = await call('receiving.scan', {
        receiptId,
        gtin,
        lotNumber: content.lot,
        expiry: content.expiry,
        serial: content.serial,
        packs: Math.max(1, packs),
        ...extra,
      });
      if (answer.outcome === 'unknown') return setAsked({ kind: 'unknown', content: known });
      if (answer.outcome === 'seen') {
        const facts = { serial: content.serial ?? '', number: answer.number ?? '', day: format.day(answer.receivedOn) };
        if (answer.isHere) return complain(t('receiving.scan.seenHere', facts));
        return setAsked({ kind: 'seen', content: known, text: t('receiving.scan.seenBefore', facts) });
      }
      const { lines } = await call('receiving.get', { receiptId });
      const line = lines.find(({ lineId }) => lineId === answer.lineId);
      const words = {
        item: line?.itemName ?? '',
        lot: line?.lotNumber === '' ? t('receiving.scan.noLot') : (line?.lotNumber ?? ''),
        packs: format.number(answer.packs),
      };
      setSaid({ tone: 'green', text: t(answer.outcome === 'added' ? 'receiving.scan.added' : 'receiving.scan.counted', words) });
      onCounted(answer.lineId);
    } catch (error) {
      complain(errorText(toAppError(error)));
    }
  };
  const read = (text: string, isSure: boolean): Promise<void> => {
    const reading = readBarcode(text, { today: format.today, sendsSeparators: isSure || sendsSeparators });
    if (reading.ok) return count(reading.content);
    if (reading.problem === 'ambiguous') setAsked({ kind: 'ambiguous', readings: reading.readings });
    else complain(t(`receiving.problem.${reading.problem}`, { ai: reading.ai ?? '', value: reading.value }));
    return Promise.resolve();
  };
  return {
    asked,
    said,
    /** `isSure`: from the camera, which always sends separators */
    take: (text: string, isSure = false) => {
      sendsSeparators ||= text.includes('\u001d');
      queue.current = queue.current.then(() => read(text, isSure)); // a second pack waits for the first
    },
    answer: (content: PackContent, extra: Extra) => {
      setAsked(null);
      queue.current = queue.current.then(() => count(content, extra));
    },
    leave: () => setAsked(null),
  };
}
