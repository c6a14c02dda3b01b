import { Tooltip } from '@mantine/core';
import { Bell, KeyRound, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { AppError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { NetworkStatus } from '../../../preload/contract/network.ts';
import { useConnection, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useErrorText } from '../../ui/ErrorLine.tsx';
import { StatusDot } from '../../ui/signs.tsx';

const toneOfLink = { online: 'green', offline: 'amber', connecting: 'blue', 'not-enrolled': 'grey', refused: 'red' } as const;

/** Always in sight: the network in words, when the hub was last heard, what waits to be sent, open alerts, how the key is kept. */
export function TruthLine() {
  const { t } = useTranslation();
  const isOpen = useConnection().state === 'open';
  const status = useQuery('network.status', {}, { everyMs: 15_000, enabled: isOpen });
  const facility = useQuery('facility.status', {});
  const network = status.data;
  return (
    <div className="mv-truth" role="status" aria-label={t('frame.truth.label')}>
      {facility.data?.keyProtection === 'key-file' && (
        <Explained text={t('frame.truth.keyFileWhy')}>
          <span className="mv-truth-part mv-red">
            <KeyRound size={14} aria-hidden="true" />
            {t('frame.truth.keyFile')}
          </span>
        </Explained>
      )}
      {network ? <NetworkWords network={network} /> : <StatusDot>{t('frame.truth.unknown')}</StatusDot>}
    </div>
  );
}

function NetworkWords({ network }: { network: NetworkStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const textOf = useErrorText();
  const skew = network.clockSkewMinutes;
  const error = network.lastError;
  const isPaused = network.isPaused && network.link !== 'not-enrolled';
  const why = [
    network.hubName ? t('frame.truth.hub', { name: network.hubName }) : null,
    error ? t('frame.truth.lastError', { ago: format.ago(error.at), text: textOf(new AppError(error.code as ErrorCode)) }) : null,
  ].filter((line) => line !== null);
  return (
    <>
      <Explained text={why.join('\n')}>
        <span className="mv-truth-part">
          <StatusDot tone={isPaused ? 'amber' : toneOfLink[network.link]}>
            {t(isPaused ? 'frame.truth.paused' : `frame.truth.${network.link}`)}
          </StatusDot>
          {network.link !== 'not-enrolled' && (
            <span className="mv-muted">
              {network.lastContactAt
                ? t('frame.truth.lastContact', { ago: format.ago(network.lastContactAt) })
                : t('frame.truth.neverContact')}
            </span>
          )}
        </span>
      </Explained>
      {network.link !== 'not-enrolled' && (
        <span className="mv-truth-part mv-muted">
          <Upload size={14} aria-hidden="true" />
          {network.waiting > 0 ? t('frame.truth.waiting', { count: network.waiting }) : t('frame.truth.nothingWaiting')}
        </span>
      )}
      {skew !== null && Math.abs(skew) >= 5 && (
        <Explained text={t('frame.truth.clockWhy')}>
          <span className="mv-truth-part mv-amber">{t('frame.truth.clock', { minutes: Math.round(skew) })}</span>
        </Explained>
      )}
      <Link href="/alerts" className={`mv-truth-part mv-truth-link${network.openAlerts > 0 ? ' mv-amber' : ' mv-muted'}`}>
        <Bell size={14} aria-hidden="true" />
        {network.openAlerts > 0 ? t('frame.truth.alerts', { count: network.openAlerts }) : t('frame.truth.noAlerts')}
      </Link>
    </>
  );
}

function Explained({ text, children }: { text: string; children: ReactNode }) {
  if (text === '') return children;
  return (
    <Tooltip
      label={<span style={{ whiteSpace: 'pre-line' }}>{text}</span>}
      multiline
      maw={360}
      events={{ hover: true, focus: true, touch: true }}
    >
      <span tabIndex={0} role="note">
        {children}
        <span className="mv-sr">{text}</span>
      </span>
    </Tooltip>
  );
}
