import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { StatusDot, Tag } from '../../ui/index.ts';

const tones = { out: 'red', low: 'amber', over: 'blue' } as const;

/** A word and a sign; "enough" stays quiet. */
export function StockStatus({ status }: { status: ItemRow['status'] }) {
  const { t } = useTranslation();
  if (status === 'ok') return <StatusDot tone="green">{t('inventory.status.ok')}</StatusDot>;
  return (
    <Tag tone={tones[status]} title={t(`inventory.statusHelp.${status}`)}>
      {t(`inventory.status.${status}`)}
    </Tag>
  );
}
