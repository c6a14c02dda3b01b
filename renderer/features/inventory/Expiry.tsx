import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../preload/contract/dates.ts';
import { expiryTone, useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';

/** A lot's last day of use: amber from 90 days, red with the word when it has passed. */
export function Expiry({ expiry }: { expiry: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = expiryTone(expiry, format.today);
  if (expiry === null || tone === 'none') return <span className="mv-muted">{t('inventory.expiry.none')}</span>;
  const day = format.day(expiry);
  if (tone === 'past') return <Tag tone="red">{t('inventory.expiry.expired', { day })}</Tag>;
  if (tone === 'fine') return <span>{day}</span>;
  const days = daysBetween(format.today, expiry);
  return <Tag tone="amber">{days === 0 ? t('inventory.expiry.today', { day }) : t('inventory.expiry.soon', { day, days })}</Tag>;
}
