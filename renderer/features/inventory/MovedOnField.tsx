import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { addMonths } from '../../../preload/contract/dates.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';

/** When it happened, for who may enter it late; empty is today. */
export function MovedOnField({ value, onChange }: { value: string | null; onChange: (day: string | null) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  if (!can('StockMovement.backdate')) return null;
  return (
    <DateInput
      label={t('ledger.movedOn')}
      description={t('ledger.movedOnHint')}
      valueFormat="D MMM YYYY"
      value={value ?? format.today}
      onChange={(day) => onChange(day === format.today ? null : day)}
      minDate={addMonths(format.today, -12)}
      maxDate={format.today}
    />
  );
}
