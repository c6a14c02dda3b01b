import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Mark } from './desk.ts';

const marks: readonly Mark[] = ['none', 'paid', 'exempt', 'owed'];

/** A mark, no accounting. `amount` null: the item has no price. */
export function Payment(props: { amount: number | null; currency: string; mark: Mark; onChange: (mark: Mark) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="mv-desk-pay">
      <span>{t('dispensing.line.payment')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('dispensing.line.payment')}
        data={marks.map((value) => ({ value, label: t(`dispensing.line.mark.${value}`) }))}
        value={props.mark}
        onChange={(next) => props.onChange(marks.find((one) => one === next) ?? 'none')}
      />
      {props.amount !== null && <strong>{t('dispensing.line.price', { amount: format.money(props.amount, props.currency) })}</strong>}
    </div>
  );
}
