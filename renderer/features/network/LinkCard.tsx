import { Button, Progress } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../../preload/contract/errors.ts';
import type { Output } from '../../../preload/contract/index.ts';
import type { NetworkStatus } from '../../../preload/contract/network.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Facts, Notice, StatusDot, useErrorText } from '../../ui/index.ts';
import { AddressForm } from './AddressForm.tsx';
import { HubKeyNotice } from './HubKeyNotice.tsx';

type Stored = Output<'network.settings'>;

const toneOf = { online: 'green', connecting: 'amber', offline: 'amber', refused: 'red', 'not-enrolled': 'grey' } as const;

/** The line of truth, with what to do about it. */
export function LinkCard({ status, settings }: { status: NetworkStatus; settings: Stored }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const isMine = can('Organization.update');
  const { link, hubName, lastContactAt, waiting, lastError, readPercent, isPaused, isMetered } = status;
  const isJoined = link !== 'not-enrolled';
  const key = useQuery('network.hubKey', {}).data?.key;
  return (
    <Card title={t('network.hub.line')} actions={isMine && isJoined && <PauseButton isPaused={isPaused} settings={settings} />}>
      <div className="mv-stack">
        {isPaused && isJoined && <Notice tone="amber">{t('network.hub.paused')}</Notice>}
        <Facts
          facts={[
            [t('network.hub.hub'), hubName ?? t('network.hub.none')],
            ...(key
              ? ([
                  [
                    t('network.hubKey.key'),
                    <div key="key">
                      <span className="mv-hub-key">{key.fingerprint}</span>{' '}
                      <span className="mv-muted">
                        {t('network.hubKey.since', { day: format.dayOf(key.since) })}
                        {key.former !== null &&
                          key.checkedAt !== null &&
                          `. ${t('network.hubKey.checked', { day: format.dayOf(key.checkedAt) })}`}
                      </span>
                    </div>,
                  ],
                ] as const)
              : []),
            [
              t('network.hub.state'),
              <StatusDot key="state" tone={isPaused ? 'amber' : toneOf[link]}>
                {isPaused && isJoined ? t('network.hub.isPaused') : t(`frame.truth.${link}`)}
                {isMetered && !isPaused && isJoined ? ` · ${t('network.hub.isMetered')}` : ''}
              </StatusDot>,
            ],
            ...(isJoined
              ? ([
                  [
                    t('network.hub.lastContact'),
                    lastContactAt ? `${format.instant(lastContactAt)} (${format.ago(lastContactAt)})` : t('network.nearby.never'),
                  ],
                  [t('network.hub.waiting'), waiting === 0 ? t('network.hub.allSent') : t('network.hub.rows', { count: waiting })],
                ] as const)
              : []),
          ]}
        />
        {key && <HubKeyNotice value={key} />}
        {!isJoined && <p className="mv-none">{t('settings.notEnrolled')}</p>}
        {readPercent !== null && <Reading percent={readPercent} />}
        {lastError && isJoined && <LastError error={lastError} isNow={link === 'offline' || link === 'refused'} />}
        {isMine && isJoined && <AddressForm />}
      </div>
    </Card>
  );
}

function PauseButton({ isPaused, settings: { settings, version } }: { isPaused: boolean; settings: Stored }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('network.change');
  const textOf = useErrorText();
  const Icon = isPaused ? Play : Pause;
  return (
    <>
      {error && <span className="mv-red">{textOf(error)}</span>}
      <Button
        size="compact-sm"
        variant={isPaused ? 'filled' : 'light'}
        leftSection={<Icon size={14} aria-hidden="true" />}
        loading={isRunning}
        onClick={() => void run({ settings: { ...settings, isPaused: !isPaused }, version })}
      >
        {t(isPaused ? 'network.hub.resume' : 'network.hub.pause')}
      </Button>
    </>
  );
}

function Reading({ percent }: { percent: number }) {
  const { t } = useTranslation();
  return (
    <div className="mv-stack" role="status">
      <span>{t('network.hub.reading', { percent })}</span>
      <Progress value={percent} aria-label={t('network.hub.reading', { percent })} />
    </div>
  );
}

/** The sentence of an error says what to do. */
function LastError({ error: { code, at }, isNow }: { error: NonNullable<NetworkStatus['lastError']>; isNow: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = errorCodes.find((each) => each === code) ?? 'internal';
  return isNow ? (
    <Notice tone="amber" title={t('network.hub.lastError', { ago: format.ago(at) })}>
      <ErrorLine error={new AppError(known)} />
    </Notice>
  ) : (
    <span className="mv-muted">{t('network.hub.lastErrorOver', { ago: format.ago(at) })}</span>
  );
}
