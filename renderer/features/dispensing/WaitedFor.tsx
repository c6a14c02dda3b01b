import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

/** At a receipt: what came in is owed to people. */
export function WaitedFor({ itemIds }: { itemIds: readonly string[] }) {
  const { t } = useTranslation();
  const units = useUnits();
  const can = useCan();
  const found = useQuery(
    'dispensing.waitingFor',
    { itemIds: [...itemIds] },
    { enabled: itemIds.length > 0 && can('MedicationRequest.read') },
  ).data;
  if (!found || found.medicines.length === 0) return null;
  return (
    <Notice
      tone="green"
      isLive
      title={t('dispensing.receipt.waiting')}
      actions={
        <Link href="/dispensing" className="mv-link">
          {t('dispensing.home.goTo')}
        </Link>
      }
    >
      {found.medicines.map((one) => (
        <div key={one.itemId}>
          {t('dispensing.receipt.line', { medicine: one.medicine, owed: units.count(one.owed, one.unit), count: one.people })}
        </div>
      ))}
    </Notice>
  );
}
