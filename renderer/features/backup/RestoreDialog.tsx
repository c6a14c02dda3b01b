import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { queryClient, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { endSession } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Notice, SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { useProven } from '../session/useProven.tsx';
import { RecoveryKeyField } from './RecoveryKeyField.tsx';

type Props = { folder: string; name: string; at: string; onClose: () => void };
type Table = keyof typeof en.backup.restoring.tables;

/** What would be lost is shown before anything is replaced. */
export function RestoreDialog({ folder, name, at, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run: look, error: unseen } = useCommand('backups.preview');
  const { run, error, isRunning, dialog } = useProven('backups.restore');
  const [preview, setPreview] = useState<Output<'backups.preview'> | null>(null);
  const [recoveryKey, setRecoveryKey] = useState('');
  useEffect(() => {
    void look({ folder, name }).then((found) => setPreview(found ?? null));
  }, [look, folder, name]);
  const when = format.instant(at);
  const restore = async () => {
    const restored = await run({ folder, name, ...(recoveryKey.trim() === '' ? {} : { recoveryKey }) });
    if (!restored) return;
    notifyDone(t('backup.restoring.done', { when, aside: restored.aside }));
    endSession('expired');
    await queryClient.invalidateQueries();
  };
  const needsKey = error?.code === 'storage.key_missing' || error?.code.startsWith('recovery.') === true;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('backup.restoring.title', { when })}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className="mv-stack">
        <ErrorLine error={unseen} />
        {!preview && !unseen && <SkeletonRows rows={4} />}
        {preview && (
          <>
            {preview.newerLines > 0 && <Notice tone="red">{t('backup.restoring.newer', { count: preview.newerLines })}</Notice>}
            <Counts counts={preview.counts} />
            <p>{t('backup.restoring.lead', { letter: preview.nextEpochLetter })}</p>
            {needsKey && (
              <RecoveryKeyField
                label={t('backup.restoring.recoveryKey')}
                hint={t('backup.restoring.recoveryKeyHint')}
                value={recoveryKey}
                onChange={setRecoveryKey}
              />
            )}
            <ErrorLine error={error} />
          </>
        )}
        {dialog}
        <div className="mv-actions">
          <Button color="red" disabled={!preview} loading={isRunning} onClick={() => void restore()}>
            {t('backup.restoring.action')}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Counts({ counts }: { counts: Output<'backups.preview'>['counts'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="mv-small-table">
      <thead>
        <tr>
          <th scope="col">{t('backup.restoring.column')}</th>
          <th scope="col" className="mv-num">
            {t('backup.restoring.then')}
          </th>
          <th scope="col" className="mv-num">
            {t('backup.restoring.now')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ table, then, now }) => (
          <tr key={table}>
            <th scope="row">{isTable(table) ? t(`backup.restoring.tables.${table}`) : table}</th>
            <td className="mv-num">{format.number(then)}</td>
            <td className={now === then ? 'mv-num' : 'mv-num mv-strong'}>{format.number(now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isTable(table: string): table is Table {
  return Object.hasOwn(en.backup.restoring.tables, table);
}
