import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';

/** When it happened, for who may enter it late; empty is today. */
export function MovedOnField(props: { lotId?: string; value: string | null; onChange: (day: string | null) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const { lotId, value, onChange } = props;
  const isAllowed = can('StockMovement.backdate');
  const limit = useQuery('inventory.earliestDay', lotId === undefined ? {} : { lotId }, { enabled: isAllowed });
  if (!isAllowed) return null;
  return (
    <DateInput
      label={t('ledger.movedOn')}
      description={t('ledger.movedOnHint')}
      valueFormat="D MMM YYYY"
      value={value ?? format.today}
      onChange={(day) => onChange(day === format.today ? null : day)}
      minDate={limit.data?.earliest ?? format.today}
      maxDate={format.today}
    />
  );
}
