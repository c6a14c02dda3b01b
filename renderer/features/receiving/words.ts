import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { ReceiptFinding, ReceiptLine } from '../../../preload/contract/receiving.ts';
import { useFormat } from '../../lib/format.ts';

export type OpenReceipt = Output<'receiving.get'>;

/** Decimals that a currency is written with. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** What was typed as an amount, "12.50" or "12,50", in minor units; null where it is none. */
export function toMinorUnits(text: string, currency: string): number | null {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '')
    .replace(',', '.');
  if (!/^\d{1,10}(?:\.\d{0,4})?$/.test(plain)) return null;
  const digits = digitsOf(currency);
  const minor = Number(plain) * 10 ** digits;
  return Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : null;
}
export const fromMinorUnits = (minor: number | null, currency: string): string =>
  minor === null ? '' : (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** A finding as a sentence, of which item it speaks included. */
export function useFindingWords(lines: readonly ReceiptLine[]): (finding: ReceiptFinding) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => (finding) => {
      const line = lines.find(({ lineId }) => lineId === finding.lineId);
      const fact = (name: string) => String(finding.facts[name] ?? '');
      const words = {
        item: line ? (line.itemName ?? line.label) : '',
        expiry: fact('expiry') === '' ? '' : format.day(fact('expiry')),
        other: fact('other') === '' ? '' : format.day(fact('other')),
        day: fact('receivedOn') === '' ? '' : format.day(fact('receivedOn')),
        number: fact('number') === '' ? t('receiving.finding.draftNumber') : fact('number'),
        lotNumber: fact('lotNumber'),
        serial: fact('serial'),
        celsius: fact('celsius'),
        stage: fact('stage'),
        packs: fact('count'),
        received: format.number(Number(finding.facts['received'] ?? 0)),
        expected: format.number(Number(finding.facts['expected'] ?? 0)),
        damaged: format.number(Number(finding.facts['damaged'] ?? 0)),
      };
      if (finding.kind === 'difference')
        return t(fact('by') === 'order' ? 'receiving.finding.differenceOrder' : 'receiving.finding.differenceNote', words);
      if (finding.kind === 'cold-held') {
        const how = { warm: 'heldWarm', frozen: 'heldFrozen', monitor: 'heldMonitor' } as const;
        return t(`receiving.finding.${how[fact('trouble') as keyof typeof how]}`, words);
      }
      return t(`receiving.finding.${finding.kind}`, words);
    },
    [t, format, lines],
  );
}

export const toneOf = { stop: 'red', ask: 'amber', tell: 'blue' } as const;
