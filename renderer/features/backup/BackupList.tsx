import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Notice, SkeletonRows, Tag } from '../../ui/signs.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

type Row = Output<'backups.list'>['backups'][number];

/** The backups in a folder: the planned one first, or that of a stick. */
export function BackupList({ start }: { start: string }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState(start);
  const [typed, setTyped] = useState(start);
  const [chosen, setChosen] = useState<Row | null>(null);
  const { data, error } = useQuery('backups.list', { folder });
  return (
    <div className="mv-stack">
      <Form label={t('backup.list')} isShort onSubmit={() => setFolder(typed.trim() === '' ? start : typed.trim())}>
        <TextInput
          label={t('backup.list')}
          description={t('backup.listHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSectionWidth={72}
          rightSection={
            <Button type="submit" size="compact-sm" variant="light">
              {t('backup.look')}
            </Button>
          }
        />
      </Form>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows rows={2} />}
      {data?.backups.length === 0 && <p className="mv-none">{t('backup.none')}</p>}
      {data?.backups.slice(0, 20).map((row) => (
        <BackupRow key={row.name} folder={folder} row={row} onRestore={() => setChosen(row)} />
      ))}
      {chosen && <RestoreDialog folder={folder} name={chosen.name} at={chosen.at} onClose={() => setChosen(null)} />}
    </div>
  );
}

function BackupRow({ folder, row, onRestore }: { folder: string; row: Row; onRestore: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { run, error, isRunning } = useCommand('backups.verify');
  const [verdict, setVerdict] = useState<Output<'backups.verify'> | null>(null);
  const verify = async () => setVerdict((await run({ folder, name: row.name })) ?? null);
  return (
    <div className="mv-stack">
      <div className="mv-line">
        <span className="mv-grow">
          <span className="mv-strong">{format.instant(row.at)}</span>{' '}
          <span className="mv-muted">{t('backup.size', { megabytes: format.number(row.bytes / 1024 / 1024, 1) })}</span>{' '}
          {!row.isOurs && <Tag tone="amber">{t('backup.other')}</Tag>}
        </span>
        {can('Backup.create') && (
          <Button size="compact-sm" variant="default" loading={isRunning} onClick={() => void verify()}>
            {t('backup.verify')}
          </Button>
        )}
        {can('Backup.restore') && row.isOurs && (
          <Button size="compact-sm" variant="default" onClick={onRestore}>
            {t('backup.restore')}
          </Button>
        )}
      </div>
      <ErrorLine error={error} />
      {verdict && (
        <Notice tone={verdict.ok ? 'green' : 'red'} isLive>
          {verdict.firstBad ? t('backup.notVerified', verdict.firstBad) : t('backup.verified', { count: verdict.auditRows })}
        </Notice>
      )}
    </div>
  );
}
