import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/signs.tsx';
import './session.css';

/** Shown once: the facility keeps only what tells a right one. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="mv-stack">
      <Notice tone="amber" title={t('session.backup.title')}>
        {t('session.backup.text')}
      </Notice>
      <ol className="mv-backup-codes" aria-label={t('session.backup.title')}>
        {codes.map((code) => (
          <li key={code} className="mv-secret-text">
            {code}
          </li>
        ))}
      </ol>
      <div className="mv-actions">
        <Button onClick={onDone}>{t('session.backup.done')}</Button>
      </div>
    </div>
  );
}
