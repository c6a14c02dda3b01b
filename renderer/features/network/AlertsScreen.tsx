import { Button, SegmentedControl } from '@mantine/core';
import { BellOff, House } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { AlertRow } from '../../../preload/contract/network.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, notifyDone, Page, SeverityBadge } from '../../ui/index.ts';
import '../inventory/tables.css';
import { textWidth, trackFor } from '../inventory/textWidth.ts';
import { useUnits } from '../inventory/words.ts';
import { LinkNotice } from './LinkNotice.tsx';
import './network.css';

const loudness = { critical: 0, warning: 1, unknown: 2, information: 3 } as const;

/** Ours and the neighbours' alerts, loudest and newest first. Enter opens who has the medicine. */
export default function AlertsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const [hasEnded, setEnded] = useState(false);
  const status = useQuery('network.status', {}).data;
  const alerts = useQuery('network.alerts', { includeEnded: hasEnded }, { keepPrevious: true });
  const acknowledge = useCommand('network.acknowledge');
  const rows = useMemo(() => alerts.data && sorted(alerts.data.alerts), [alerts.data]);
  const see = async (alert: AlertRow) => {
    if (await acknowledge.run({ alertId: alert.alertId })) notifyDone(t('network.alerts.done', { subject: alert.subject }));
  };
  const columns = useAlertColumns(rows ?? [], can('Flag.update') ? see : null);
  return (
    <Page
      title={t('network.alerts.title')}
      actions={
        <SegmentedControl
          aria-label={t('network.alerts.showing')}
          data={[
            { value: 'open', label: t('network.alerts.show.open') },
            { value: 'all', label: t('network.alerts.show.all') },
          ]}
          value={hasEnded ? 'all' : 'open'}
          onChange={(value) => setEnded(value === 'all')}
        />
      }
    >
      {status?.link !== 'not-enrolled' && <LinkNotice status={status} />}
      <ErrorLine error={acknowledge.error} />
      {alerts.error && <ErrorLine error={alerts.error} onRetry={() => void alerts.refetch()} />}
      <DataTable
        label={t('network.alerts.list')}
        rows={rows}
        rowId={(alert) => alert.alertId}
        columns={columns}
        {...(can('InventoryItem.read')
          ? { onOpen: (alert: AlertRow) => navigate(`/nearby?text=${encodeURIComponent(alert.subject)}`) }
          : {})}
        tone={(alert) => (alert.endedAt === null ? undefined : 'muted')}
        empty={<EmptyState icon={BellOff} title={t('network.alerts.empty')} text={t('network.alerts.emptyText')} />}
        autoFocus
      />
    </Page>
  );
}

function sorted(alerts: readonly AlertRow[]): AlertRow[] {
  const state = (alert: AlertRow) => (alert.endedAt === null ? 0 : 1);
  return [...alerts].sort(
    (a, b) =>
      state(a) - state(b) ||
      loudness[a.severity] - loudness[b.severity] ||
      Number(b.isOurs) - Number(a.isOurs) ||
      b.raisedAt.localeCompare(a.raisedAt),
  );
}

function useAlertColumns(rows: readonly AlertRow[], onSee: ((alert: AlertRow) => Promise<void>) | null): readonly Column<AlertRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const subjectTrack = trackFor(
    rows.map((alert) => alert.subject),
    16,
  );
  const onHand = ({ onHand: quantity, unit }: AlertRow) => {
    if (quantity === null) return '–';
    return unit === null ? format.number(quantity) : units.count(quantity, unit);
  };
  const far = ({ km }: AlertRow) => (km === null ? '' : t('network.alerts.far', { km: format.number(km, km < 10 ? 1 : 0) }));
  const stateOf = (alert: AlertRow) => {
    if (alert.endedAt !== null) return t('network.alerts.ended', { age: format.ago(alert.endedAt) });
    return alert.acknowledgedAt === null
      ? t('network.alerts.open')
      : t('network.alerts.acknowledged', { age: format.ago(alert.acknowledgedAt) });
  };
  return [
    {
      key: 'severity',
      head: t('network.alerts.column.severity'),
      width: `${Math.max(...rows.map((alert) => textWidth(t(`ui.severity.${alert.severity}`))), 40) + 56}px`,
      text: (alert) => t(`ui.severity.${alert.severity}`),
      cell: (alert) => <SeverityBadge severity={alert.severity} />,
    },
    {
      key: 'what',
      head: t('network.alerts.column.what'),
      width: '93px',
      text: (alert) => t(`network.alerts.kind.${alert.kind}`),
      cell: (alert) => t(`network.alerts.kind.${alert.kind}`),
    },
    {
      key: 'subject',
      head: t('network.alerts.column.subject'),
      width: subjectTrack,
      text: (alert) => alert.subject,
      cell: (alert) => alert.subject,
    },
    {
      key: 'facility',
      head: t('network.alerts.column.facility'),
      width: 'minmax(182px, 1fr)',
      text: (alert) => alert.facilityName,
      cell: (alert) =>
        alert.isOurs ? (
          <strong className="mv-badge-line">
            <House size={14} aria-hidden="true" />
            {t('network.nearby.here')}
          </strong>
        ) : (
          <span title={alert.facilityName}>
            {alert.facilityName} <span className="mv-muted">{far(alert)}</span>
          </span>
        ),
    },
    {
      key: 'on-hand',
      head: t('network.alerts.column.onHand'),
      width: `${Math.max(80, ...rows.map((alert) => textWidth(onHand(alert)))) + 18}px`,
      isNumeric: true,
      text: onHand,
      cell: onHand,
    },
    {
      key: 'reorder-level',
      head: t('network.alerts.column.reorderLevel'),
      width: '84px',
      isNumeric: true,
      text: (alert) => String(alert.reorderLevel ?? ''),
      cell: (alert) => (alert.reorderLevel === null ? '–' : format.number(alert.reorderLevel)),
    },
    {
      key: 'raised',
      head: t('network.alerts.column.raised'),
      width: '84px',
      text: (alert) => alert.raisedAt,
      cell: (alert) => (
        <time dateTime={alert.raisedAt} title={format.instant(alert.raisedAt)}>
          {format.ago(alert.raisedAt)}
        </time>
      ),
    },
    {
      key: 'state',
      head: t('network.alerts.column.state'),
      width: `${textWidth(t('network.alerts.acknowledge')) + 46}px`,
      text: stateOf,
      cell: (alert) =>
        onSee && alert.endedAt === null && alert.acknowledgedAt === null ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('network.alerts.acknowledgeOne', { subject: alert.subject, facility: alert.facilityName })}
            onClick={(event) => {
              event.stopPropagation();
              void onSee(alert);
            }}
          >
            {t('network.alerts.acknowledge')}
          </Button>
        ) : (
          stateOf(alert)
        ),
    },
  ];
}
