import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { Card, Page } from '../../ui/Page.tsx';
import { SeverityBadge, SkeletonRows, Tag } from '../../ui/signs.tsx';
import { BackupNotice } from '../backup/BackupNotice.tsx';
import { ControlledNotice } from '../controlled/ControlledNotice.tsx';
import { DeskNotices } from '../dispensing/DeskNotices.tsx';
import { useUnits } from '../inventory/words.ts';
import { ArrivedNotice } from '../knowledge/ArrivedNotice.tsx';
import { HubKeyToday } from '../network/HubKeyNotice.tsx';
import { usePersonWords } from '../patients/person.ts';
import { ToSign } from '../prescriptions/ToSign.tsx';
import { BreakGlassNotice } from '../visibility/BreakGlassNotice.tsx';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';

const most = 7;

/** What this role needs first, each list one key from its screen. */
export default function HomeScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const name = useSession((state) => state.signedIn?.user.displayName ?? '');
  return (
    <Page title={t('home.greeting', { name })} sub={format.longDay(format.today)} isScrolling>
      <BackupNotice />
      <BreakGlassNotice />
      <ControlledNotice />
      <DeskNotices />
      <ArrivedNotice />
      <HubKeyToday />
      <div className="mv-home mv-columns">
        <div>
          {can('MedicationRequest.create') && can('Patient.read') && <ToSign />}
          {can('Encounter.read') && <Waiting />}
          {can('MedicationRequest.read') && <Prescriptions />}
        </div>
        <div>
          {can('Appointment.read') && <Appointments />}
          {can('InventoryItem.read') && <Stock />}
          {can('SupplyRequest.read') && <OverdueOrders />}
          <Alerts />
        </div>
      </div>
    </Page>
  );
}

function ListCard<T>(props: {
  title: string;
  href: string;
  rows: readonly T[] | undefined;
  empty: string;
  keyOf: (row: T) => string;
  row: (row: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card
      label={props.title}
      title={
        <>
          {props.title}
          {props.rows && <span className="mv-count">{format.number(props.rows.length)}</span>}
        </>
      }
      actions={
        <Link href={props.href} className="mv-link">
          {t('home.seeAll')}
        </Link>
      }
    >
      {!props.rows ? (
        <SkeletonRows rows={4} />
      ) : props.rows.length === 0 ? (
        <p className="mv-none">{props.empty}</p>
      ) : (
        <ul className="mv-list">
          {props.rows.slice(0, most).map((row) => (
            <li key={props.keyOf(row)}>{props.row(row)}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const words = usePersonWords();
  const rows = useQuery('encounters.queue', {}).data?.queue;
  return (
    <ListCard
      title={t('home.waiting')}
      href="/queue"
      rows={rows}
      empty={t('home.nobodyWaits')}
      keyOf={(row) => row.encounterId}
      row={(row) => (
        <Link
          className="mv-home-row"
          href={can('Observation.create') ? `/encounters/${row.encounterId}` : `/patients/${row.patient.patientId}`}
        >
          <span className="mv-when">{format.time(row.startedAt)}</span>
          <span className="mv-strong">{row.patient.displayName}</span>
          <span className="mv-muted">{words.short(row.patient)}</span>
          <span className="mv-grow mv-muted">{row.reason}</span>
          <RestrictedTag person={row.patient} />
          {row.allergies.length > 0 && <Tag tone="red">{row.allergies.join(', ')}</Tag>}
        </Link>
      )}
    />
  );
}

function Appointments() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  const all = useQuery('appointments.forDay', { day: format.today }).data?.appointments;
  const rows = all?.filter((one) => one.status === 'booked' || one.status === 'arrived');
  return (
    <ListCard
      title={t('home.appointments')}
      href="/appointments"
      rows={rows}
      empty={t('home.noAppointments')}
      keyOf={(row) => row.appointmentId}
      row={(row) => (
        <Link className="mv-home-row" href={`/appointments/${row.appointmentId}`}>
          <span className="mv-when">{format.time(row.startAt)}</span>
          <span className="mv-strong">{row.patient.displayName}</span>
          <span className="mv-muted">{words.short(row.patient)}</span>
          <span className="mv-grow mv-muted">{row.reason}</span>
          <Tag tone={row.status === 'arrived' ? 'blue' : 'grey'} isPlain>
            {t(`appointments.status.${row.status}`)}
          </Tag>
        </Link>
      )}
    />
  );
}

function Prescriptions() {
  const { t } = useTranslation();
  const units = useUnits();
  const rows = useQuery('dispensing.queue', {}).data?.rows;
  return (
    <ListCard
      title={t('home.prescriptions')}
      href="/dispensing"
      rows={rows}
      empty={t('home.noPrescriptions')}
      keyOf={(row) => row.medicationRequestId}
      row={(row) => (
        <Link className="mv-home-row" href={`/dispensing/${row.medicationRequestId}`}>
          <span className="mv-strong">{row.patient.displayName}</span>
          <span className="mv-grow">{row.medicine}</span>
          {row.patient.isRestricted ? (
            <RestrictedTag person={row.patient} />
          ) : (
            <span className="mv-muted">{t('home.owed', { quantity: units.count(row.quantity - row.dispensed, row.unit) })}</span>
          )}
        </Link>
      )}
    />
  );
}

function Stock() {
  const { t } = useTranslation();
  const units = useUnits();
  const out = useQuery('inventory.items', { status: 'out', limit: 100 }).data;
  const low = useQuery('inventory.items', { status: 'low', limit: 100 }).data;
  const rows = out && low ? [...out.items, ...low.items] : undefined;
  return (
    <ListCard
      title={t('home.stock')}
      href="/stock"
      rows={rows}
      empty={t('home.stockFine')}
      keyOf={(row) => row.itemId}
      row={(row) => (
        <Link className="mv-home-row" href={`/stock/${row.itemId}`}>
          <span className="mv-grow mv-strong">{row.name}</span>
          <span className="mv-muted">{units.count(row.usable, row.unit)}</span>
          <Tag tone={row.status === 'out' ? 'red' : 'amber'}>{row.status === 'out' ? t('home.out') : t('home.low')}</Tag>
        </Link>
      )}
    />
  );
}

/** Nothing where nothing is late. */
function OverdueOrders() {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useQuery('orders.list', { show: 'overdue' }).data?.orders;
  if (!rows || rows.length === 0) return null;
  return (
    <ListCard
      title={t('orders.today.title')}
      href="/orders"
      rows={rows}
      empty={t('orders.today.none')}
      keyOf={(row) => row.orderId}
      row={(row) => (
        <Link className="mv-home-row" href={`/orders/${row.orderId}`}>
          <span className="mv-grow mv-strong">{row.supplierName}</span>
          <span className="mv-muted">{row.number}</span>
          <Tag tone="red">{t('orders.today.since', { day: row.expectedOn === null ? '' : format.day(row.expectedOn) })}</Tag>
        </Link>
      )}
    />
  );
}

function Alerts() {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useQuery('network.alerts', {}).data?.alerts.filter((alert) => alert.endedAt === null);
  return (
    <ListCard
      title={t('home.alerts')}
      href="/alerts"
      rows={rows}
      empty={t('home.noAlerts')}
      keyOf={(row) => row.alertId}
      row={(row) => (
        <Link className="mv-home-row" href="/alerts">
          <SeverityBadge severity={row.severity} />
          <span className="mv-strong">{row.subject}</span>
          <span className="mv-grow mv-muted">{row.isOurs ? t('home.here') : row.facilityName}</span>
          <span className="mv-muted">{format.ago(row.raisedAt)}</span>
        </Link>
      )}
    />
  );
}
