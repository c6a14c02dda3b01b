import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useFormat } from '../../lib/format.ts';
import { Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

/** What FEFO left on the shelf though it is good today, and why. */
export function WhyTheseLots({ proposal, unit }: { proposal: DeskLine['proposal']; unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { passedOver, perDay, lastDay, reserved, tooShort } = proposal;
  const said = [
    passedOver.length > 0 && perDay !== null && lastDay !== null
      ? t('ledger.fefo.lasts', { perDay: units.count(perDay, unit), day: format.day(lastDay) })
      : '',
    ...passedOver.flatMap((lot) =>
      lot.expiry === null
        ? []
        : [t('ledger.fefo.passedOver', { lot: lot.lotNumber, day: format.day(lot.expiry), quantity: units.count(lot.quantity, unit) })],
    ),
    passedOver.length === 0 && tooShort > 0 && proposal.available === 0
      ? t('ledger.fefo.tooShort', { quantity: units.count(tooShort, unit) })
      : '',
    reserved > 0 ? t('ledger.fefo.reserved', { quantity: units.count(reserved, unit) }) : '',
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <Notice tone="amber">
      {said.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </Notice>
  );
}
