import { Button, Progress } from '@mantine/core';
import { HardDriveDownload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../../preload/contract/errors.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { queryClient, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, useErrorText } from '../../ui/ErrorLine.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { Notice, SkeletonRows } from '../../ui/signs.tsx';
import { BackupList } from './BackupList.tsx';
import { PlanForm } from './PlanForm.tsx';
import './backup.css';

type Status = Output<'backups.status'>;

/** How old the last good backup is, one click for the next, and the backups that there are. */
export function BackupCard() {
  const { t } = useTranslation();
  const can = useCan();
  const [isEditing, setEditing] = useState(false);
  const { data: status, error } = useQuery('backups.status', {}, { everyMs: 60_000 });
  return (
    <Card
      title={t('backup.title')}
      actions={
        status &&
        !isEditing &&
        can('Backup.create') && (
          <Button size="compact-sm" variant="light" onClick={() => setEditing(true)}>
            {t('backup.edit')}
          </Button>
        )
      }
    >
      <ErrorLine error={error} />
      {!status && !error && <SkeletonRows rows={3} />}
      {status && (
        <div className="mv-stack">
          <Age status={status} />
          {isEditing ? <PlanForm plan={status.plan} onDone={() => setEditing(false)} /> : <Plan plan={status.plan} />}
          {status.running ? <Running running={status.running} /> : can('Backup.create') && <Begin status={status} />}
          <BackupList start={status.plan.folder} />
        </div>
      )}
    </Card>
  );
}

function Age({ status }: { status: Status }) {
  const { t } = useTranslation();
  const format = useFormat();
  const textOf = useErrorText();
  const { lastGoodAt, lastFailure } = status;
  const code = errorCodes.find((known) => known === lastFailure?.code) ?? 'internal';
  return (
    <>
      {status.isTooOld ? (
        <Notice tone="amber">{lastGoodAt ? t('backup.tooOld', { age: format.ago(lastGoodAt) }) : t('backup.noneYet')}</Notice>
      ) : (
        <Facts facts={[[t('backup.last'), lastGoodAt ? `${format.instant(lastGoodAt)} (${format.ago(lastGoodAt)})` : t('backup.never')]]} />
      )}
      {lastFailure && (
        <Notice tone="red">{t('backup.failed', { age: format.ago(lastFailure.at), why: textOf(new AppError(code)) })}</Notice>
      )}
    </>
  );
}

function Plan({ plan }: { plan: Status['plan'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Facts
        facts={[
          [t('backup.daily'), plan.folder],
          [t('backup.keep'), String(plan.keep)],
        ]}
      />
      {plan.isDefaultFolder && <Notice tone="amber">{t('backup.defaultFolder')}</Notice>}
    </>
  );
}

function Begin({ status }: { status: Status }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('backups.make');
  const begin = async (folder: string) => {
    if (await run({ folder })) await queryClient.invalidateQueries({ queryKey: ['backups.status'] });
  };
  return (
    <>
      <div className="mv-backup-actions">
        <Button
          leftSection={<HardDriveDownload size={14} aria-hidden="true" />}
          loading={isRunning}
          onClick={() => void begin(status.plan.folder)}
        >
          {t('backup.now')}
        </Button>
        {status.places.map((place) => (
          <Button key={place} variant="default" loading={isRunning} onClick={() => void begin(place)}>
            {t('backup.toPlace', { place })}
          </Button>
        ))}
      </div>
      <ErrorLine error={error} />
    </>
  );
}

function Running({ running }: { running: NonNullable<Status['running']> }) {
  const { t } = useTranslation();
  const { run, isRunning } = useCommand('backups.cancel');
  const share = Math.round(running.share * 100);
  return (
    <div className="mv-stack" role="status">
      <Progress.Root size={10}>
        <Progress.Section value={share} aria-label={t(`backup.step.${running.step}`)} />
      </Progress.Root>
      <div className="mv-line">
        <span>{t(`backup.step.${running.step}`)}</span>
        <Button size="compact-sm" variant="default" loading={isRunning} onClick={() => void run({})}>
          {t('backup.cancel')}
        </Button>
      </div>
    </div>
  );
}
