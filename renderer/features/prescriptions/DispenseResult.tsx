import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pick } from '../../../preload/contract/prescriptions.ts';
import { useFormat } from '../../lib/format.ts';
import { Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

export type Dispensed = { quantity: number; picks: readonly Pick[]; stillOwed: number };

/** What left the shelf, lot by lot, and what stays owed. */
export function DispenseResult(props: { result: Dispensed; unit: string; onNext: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const next = useRef<HTMLButtonElement>(null);
  const { quantity, picks, stillOwed } = props.result;
  useEffect(() => next.current?.focus(), [props.result]);
  return (
    <Notice
      tone="green"
      isLive
      title={t('prescriptions.dispense.resultTitle', { quantity: units.count(quantity, props.unit) })}
      actions={
        <Button ref={next} size="compact-sm" onClick={props.onNext}>
          {t('prescriptions.dispense.next')}
        </Button>
      }
    >
      <ul className="mv-result">
        {picks.map((pick) => {
          const taken = { quantity: units.count(pick.quantity, props.unit), lot: pick.lotNumber };
          return (
            <li key={pick.lotId}>
              {pick.expiry === null
                ? t('prescriptions.dispense.resultNoExpiry', taken)
                : t('prescriptions.dispense.result', { ...taken, expiry: format.day(pick.expiry) })}
            </li>
          );
        })}
      </ul>
      {stillOwed > 0
        ? t('prescriptions.dispense.staysOwed', { quantity: units.count(stillOwed, props.unit) })
        : t('prescriptions.dispense.allGiven')}
    </Notice>
  );
}
