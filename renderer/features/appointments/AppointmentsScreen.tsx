import { ActionIcon, Button, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { CalendarDays, CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { addDays } from '../../../preload/contract/dates.ts';
import type { AppointmentRow } from '../../../preload/contract/encounters.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { Tag, type Tone } from '../../ui/signs.tsx';
import { usePersonWords } from '../patients/person.ts';
import { AppointmentPane } from './AppointmentPane.tsx';
import { BookPane } from './BookPane.tsx';

const toneOf: Record<AppointmentRow['status'], Tone> = {
  booked: 'grey',
  arrived: 'blue',
  fulfilled: 'green',
  cancelled: 'grey',
  noshow: 'amber',
  'entered-in-error': 'grey',
};

export default function AppointmentsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { act } = useParams();
  const [, navigate] = useLocation();
  const [day, setDay] = useState(format.today);
  const [practitionerId, setPractitionerId] = useState<string | null>(null);
  const answer = useQuery('appointments.forDay', { day, ...(practitionerId ? { practitionerId } : {}) }, { keepPrevious: true });
  const isBooking = act === 'new';
  const chosen = isBooking ? undefined : answer.data?.appointments.find((one) => one.appointmentId === act);
  const isBeside = isBooking || chosen !== undefined;
  const columns = useAppointmentColumns(isBeside);

  return (
    <Page
      title={t('appointments.title')}
      sub={
        <DayBar
          day={day}
          onDay={(next) => {
            setDay(next);
            navigate('/appointments');
          }}
        />
      }
      actions={
        <>
          <Select
            w={190}
            aria-label={t('appointments.practitioner')}
            value={practitionerId ?? ''}
            onChange={(next) => setPractitionerId(next === '' ? null : next)}
            data={[
              { value: '', label: t('appointments.everyone') },
              ...(answer.data?.practitioners ?? []).map((one) => ({ value: one.practitionerId, label: one.name })),
            ]}
          />
          {can('Appointment.create') && !isBooking && (
            <Button leftSection={<CalendarPlus size={16} />} onClick={() => navigate('/appointments/new')}>
              {t('appointments.book')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={answer.error} />
      <TwoPane
        listWidth={isBeside ? '58%' : '100%'}
        list={
          <DataTable<AppointmentRow>
            label={t('appointments.list')}
            rows={answer.data?.appointments}
            rowId={(row) => row.appointmentId}
            columns={columns}
            selectedId={chosen?.appointmentId ?? null}
            onOpen={(row) => navigate(`/appointments/${row.appointmentId}`)}
            tone={(row) => (row.status === 'cancelled' || row.status === 'noshow' ? 'muted' : undefined)}
            empty={
              <EmptyState
                icon={CalendarDays}
                title={t('appointments.empty')}
                text={t('appointments.emptyText')}
                {...(can('Appointment.create')
                  ? { action: { label: t('appointments.book'), onClick: () => navigate('/appointments/new') } }
                  : {})}
              />
            }
          />
        }
      >
        {isBooking && (
          <BookPane
            day={day}
            practitionerId={practitionerId}
            onDone={(bookedDay) => {
              setDay(bookedDay);
              navigate('/appointments');
            }}
            onCancel={() => navigate('/appointments')}
          />
        )}
        {chosen && <AppointmentPane key={chosen.appointmentId} appointment={chosen} onClose={() => navigate('/appointments')} />}
      </TwoPane>
    </Page>
  );
}

function DayBar({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="mv-daybar">
      <ActionIcon variant="default" size={30} aria-label={t('appointments.previousDay')} onClick={() => onDay(addDays(day, -1))}>
        <ChevronLeft size={16} />
      </ActionIcon>
      <DateInput
        w={150}
        aria-label={t('appointments.day')}
        value={day}
        valueFormat="ddd D MMM YYYY"
        onChange={(next) => {
          if (next) onDay(next);
        }}
      />
      <ActionIcon variant="default" size={30} aria-label={t('appointments.nextDay')} onClick={() => onDay(addDays(day, 1))}>
        <ChevronRight size={16} />
      </ActionIcon>
      {day !== format.today && (
        <Button variant="subtle" size="compact-sm" onClick={() => onDay(format.today)}>
          {t('appointments.today')}
        </Button>
      )}
    </div>
  );
}

function useAppointmentColumns(isNarrow: boolean): readonly Column<AppointmentRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(() => {
    const all: readonly Column<AppointmentRow>[] = [
      {
        key: 'time',
        head: t('appointments.columns.time'),
        width: '76px',
        cell: (row) => <span className="mv-strong">{format.time(row.startAt)}</span>,
      },
      {
        key: 'patient',
        head: t('appointments.columns.patient'),
        width: 'minmax(150px, 2fr)',
        cell: (row) => row.patient.displayName,
        text: (row) => row.patient.displayName,
      },
      { key: 'age', head: t('appointments.columns.age'), width: '104px', cell: (row) => words.short(row.patient) },
      {
        key: 'reason',
        head: t('appointments.columns.reason'),
        width: 'minmax(90px, 1.4fr)',
        cell: (row) => row.reason,
        text: (row) => row.reason,
      },
      {
        key: 'practitioner',
        head: t('appointments.columns.practitioner'),
        width: 'minmax(110px, 1fr)',
        cell: (row) => row.practitionerName,
        text: (row) => row.practitionerName,
      },
      {
        key: 'status',
        head: t('appointments.columns.status'),
        width: '128px',
        cell: (row) => (
          <Tag tone={toneOf[row.status]} isPlain>
            {t(`appointments.status.${row.status}`)}
          </Tag>
        ),
      },
    ];
    return isNarrow ? all.filter((column) => column.key !== 'practitioner') : all;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words follows format
  }, [isNarrow, t, format]);
}
