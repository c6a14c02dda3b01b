import { Button } from '@mantine/core';
import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Outside } from '../session/Outside.tsx';

/** A browser whose access was withdrawn while it was open. */
export function RevokedScreen() {
  const { t } = useTranslation();
  return (
    <Outside title={t('seats.revoked.title')}>
      <div className="mv-stack" role="alert">
        <div className="mv-failed">
          <OctagonAlert size={28} aria-hidden="true" />
          <p>{t('seats.revoked.browser')}</p>
        </div>
        <p>{t('seats.revoked.todo')}</p>
        <div className="mv-actions">
          <Button onClick={() => window.location.replace('/')}>{t('seats.revoked.join')}</Button>
        </div>
      </div>
    </Outside>
  );
}
