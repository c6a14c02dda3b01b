import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { call, queryClient, toAppError, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine, useErrorText } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone, notifyProblem } from '../../ui/toasts.tsx';
import { useProven } from '../session/useProven.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

type Shown = { sheet: Output<'recovery.renew'>; changesKey: boolean };

/** The printed key: made anew alone, or together with the key of the data, when somebody may have read that. */
export function RecoveryKeyCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const textOf = useErrorText();
  const status = useQuery('backups.status', {}).data;
  const renewal = useProven('recovery.renew');
  const preparation = useProven('dataKey.prepare');
  const [shown, setShown] = useState<Shown | null>(null);
  if (!status) return null;
  const renew = async () => {
    const sheet = await renewal.run({});
    if (sheet) setShown({ sheet, changesKey: false });
    await queryClient.invalidateQueries({ queryKey: ['backups.status'] });
  };
  const prepare = async () => {
    const sheet = await preparation.run({});
    if (sheet) setShown({ sheet, changesKey: true });
  };
  /** This card is gone while the facility is closed for it: the outcome is told wherever one is then. */
  const change = async () => {
    try {
      await call('dataKey.change', {});
      notifyDone(t('backup.key.changed'));
      await queryClient.invalidateQueries();
    } catch (cause) {
      notifyProblem(textOf(toAppError(cause)));
    }
  };
  const done = () => {
    setShown(null);
    if (shown?.changesKey) void change();
  };
  return (
    <Card title={t('backup.key.title')}>
      <div className="mv-stack">
        {status.recoveryKeyMadeAt ? (
          <p>{t('backup.key.made', { when: format.instant(status.recoveryKeyMadeAt) })}</p>
        ) : (
          <Notice tone="amber">{t('backup.key.missing')}</Notice>
        )}
        <ErrorLine error={renewal.error ?? preparation.error} />
        {can('Backup.restore') && (
          <div className="mv-backup-actions">
            <ConfirmButton
              label={t('backup.key.renew')}
              title={t('backup.key.renew')}
              consequence={t('backup.key.consequence')}
              confirmLabel={t('backup.key.renew')}
              onConfirm={renew}
            />
            <ConfirmButton
              label={t('backup.key.change')}
              title={t('backup.key.changeTitle')}
              consequence={<ChangeWords kinds={status.dailyKeys} />}
              confirmLabel={t('backup.key.changeBegin')}
              onConfirm={prepare}
            />
          </div>
        )}
      </div>
      {renewal.dialog}
      {preparation.dialog}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.changesKey ? t('backup.key.changeSheet') : t('backup.key.title')}
        size="lg"
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {shown && (
          <div className="mv-stack">
            {shown.changesKey && <Notice tone="blue">{t('backup.key.changeNext')}</Notice>}
            <RecoverySheet sheet={shown.sheet} onDone={done} />
          </div>
        )}
      </Modal>
    </Card>
  );
}

function ChangeWords({ kinds }: { kinds: Output<'backups.status'>['dailyKeys'] }) {
  const { t } = useTranslation();
  return (
    <div className="mv-stack">
      <p>{t('backup.key.changeWhy')}</p>
      <p>{t('backup.key.changeWhat')}</p>
      {kinds.length > 1 && <Notice tone="amber">{t('backup.key.changeOthers')}</Notice>}
    </div>
  );
}
