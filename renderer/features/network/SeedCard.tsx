import { Button, Progress, TextInput } from '@mantine/core';
import { FileDown, FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Notice, SkeletonRows } from '../../ui/index.ts';

type Status = Output<'seeds.status'>;

/** For a place without a line: a file goes to the hub on a stick, and its answer comes back. */
export function SeedCard() {
  const { t } = useTranslation();
  const [folder, setFolder] = useState('');
  const { data: status, error } = useQuery('seeds.status', { folder }, { everyMs: 5000 });
  return (
    <Card title={t('network.seed.title')}>
      <div className="mv-stack">
        <p className="mv-muted mv-flat">{t('network.seed.means')}</p>
        <ErrorLine error={error} />
        {!status && !error && <SkeletonRows rows={4} />}
        {status?.running && <Running running={status.running} />}
        {status && !status.running && (
          <>
            <ol className="mv-seed-steps">
              <li>
                <Out status={status} folder={folder} />
              </li>
              <li>
                <strong>{t('network.seed.carry')}</strong>
                <p className="mv-muted mv-flat">{t('network.seed.carryText')}</p>
              </li>
              <li>
                <In status={status} />
              </li>
            </ol>
            <TextInput
              label={t('network.seed.folder')}
              description={t('network.seed.folderHint')}
              value={folder}
              onChange={(event) => setFolder(event.currentTarget.value)}
              spellCheck={false}
              autoComplete="off"
            />
          </>
        )}
      </div>
    </Card>
  );
}

/** The file for the hub: what waits, or, before this facility has joined, the request to. */
function Out({ status, folder }: { status: Status; folder: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const write = useCommand('seeds.write');
  const ask = useCommand('seeds.ask');
  const [code, setCode] = useState('');
  const places = [...status.places, ...(folder.trim() === '' ? [] : [folder.trim()])];
  const isReady = status.isJoined || code.trim().length >= 4;
  const send = (place: string) => (status.isJoined ? write.run({ folder: place }) : ask.run({ folder: place, code: code.trim() }));
  return (
    <div className="mv-stack">
      <strong>{t(status.isJoined ? 'network.seed.write' : 'network.seed.ask')}</strong>
      <span className="mv-muted">
        {status.isJoined
          ? status.waiting === 0
            ? t('network.seed.writeNone')
            : t('network.seed.writeText', { count: status.waiting })
          : status.askedAt
            ? t('network.seed.asked', { ago: format.ago(status.askedAt) })
            : t('network.seed.askText')}
      </span>
      {!status.isJoined && (
        <TextInput
          label={t('network.enrol.code')}
          description={t('network.enrol.codeHint')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {places.length === 0 ? (
        <Notice tone="blue">{t('network.seed.noStick')}</Notice>
      ) : (
        <div className="mv-actions">
          {places.map((place) => (
            <Button
              key={place}
              leftSection={<FileDown size={14} aria-hidden="true" />}
              loading={write.isRunning || ask.isRunning}
              disabled={!isReady}
              onClick={() => void send(place)}
            >
              {t('network.seed.writeTo', { place })}
            </Button>
          ))}
        </div>
      )}
      <ErrorLine error={write.error ?? ask.error} />
    </div>
  );
}

/** The hub's answers that lie on a stick, newest first. */
function In({ status: { found } }: { status: Status }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('seeds.load');
  return (
    <div className="mv-stack">
      <strong>{t('network.seed.load')}</strong>
      {found.length === 0 && <span className="mv-muted">{t('network.seed.nothingFound')}</span>}
      {found.map((file) => (
        <div key={file.path} className="mv-line">
          <Button
            variant={file.isLoaded ? 'default' : 'filled'}
            leftSection={<FileUp size={14} aria-hidden="true" />}
            loading={isRunning}
            onClick={() => void run({ path: file.path })}
          >
            {t('network.seed.loadFile', { name: file.name })}
          </Button>
          <span className="mv-muted">
            {t(file.isLoaded ? 'network.seed.loadedBefore' : 'network.seed.from', {
              hub: file.hubName,
              at: format.instant(file.writtenAt),
            })}
          </span>
        </div>
      ))}
      <ErrorLine error={error} />
    </div>
  );
}

function Running({ running }: { running: NonNullable<Status['running']> }) {
  const { t } = useTranslation();
  const { run, isRunning } = useCommand('seeds.cancel');
  const label = t(`network.seed.running.${running.act}`);
  return (
    <div className="mv-stack" role="status">
      <Progress value={Math.round(running.share * 100)} aria-label={label} />
      <div className="mv-line">
        <span>{label}</span>
        <Button size="compact-sm" variant="default" loading={isRunning} onClick={() => void run({})}>
          {t('network.seed.cancel')}
        </Button>
      </div>
    </div>
  );
}
