import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { queryClient, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Notice } from '../../ui/signs.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

export function RecoveryKeyCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const status = useQuery('backups.status', {}).data;
  const { run, error } = useCommand('recovery.renew');
  const [sheet, setSheet] = useState<Output<'recovery.renew'> | null>(null);
  if (!status) return null;
  const renew = async () => {
    setSheet((await run({})) ?? null);
    await queryClient.invalidateQueries({ queryKey: ['backups.status'] });
  };
  return (
    <Card title={t('backup.key.title')}>
      <div className="mv-stack">
        {status.recoveryKeyMadeAt ? (
          <p>{t('backup.key.made', { when: format.instant(status.recoveryKeyMadeAt) })}</p>
        ) : (
          <Notice tone="amber">{t('backup.key.missing')}</Notice>
        )}
        <ErrorLine error={error} />
        {can('Backup.restore') && (
          <ConfirmButton
            label={t('backup.key.renew')}
            title={t('backup.key.renew')}
            consequence={t('backup.key.consequence')}
            confirmLabel={t('backup.key.renew')}
            onConfirm={renew}
          />
        )}
      </div>
      <Modal
        opened={sheet !== null}
        onClose={() => setSheet(null)}
        title={t('backup.key.title')}
        size="lg"
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {sheet && <RecoverySheet sheet={sheet} onDone={() => setSheet(null)} />}
      </Modal>
    </Card>
  );
}
