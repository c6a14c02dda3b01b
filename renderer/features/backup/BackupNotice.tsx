import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/signs.tsx';

/** On the home screen of whoever may make one: the last good backup is too old. */
export function BackupNotice() {
  const can = useCan();
  return can('Backup.create') ? <TooOld /> : null;
}

function TooOld() {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useQuery('backups.status', {}).data;
  if (!status?.isTooOld) return null;
  return (
    <Notice
      tone="amber"
      actions={
        <Link href="/settings" className="mv-link">
          {t('backup.goTo')}
        </Link>
      }
    >
      {status.lastGoodAt ? t('backup.tooOld', { age: format.ago(status.lastGoodAt) }) : t('backup.noneYet')}
    </Notice>
  );
}
