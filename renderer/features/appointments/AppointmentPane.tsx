import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { AppointmentRow } from '../../../preload/contract/encounters.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Facts, Pane } from '../../ui/Page.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { usePersonWords } from '../patients/person.ts';

export function AppointmentPane({ appointment, onClose }: { appointment: AppointmentRow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const words = usePersonWords();
  const [, navigate] = useLocation();
  const checkIn = useCommand('appointments.checkIn');
  const cancel = useCommand('appointments.cancel');
  const { patient } = appointment;
  const isOpen = appointment.encounterId !== null && appointment.encounterStatus !== 'finished';
  const arrive = async () => {
    if (await checkIn.run({ appointmentId: appointment.appointmentId })) {
      notifyDone(t('appointments.detail.checkedIn', { name: patient.displayName }));
    }
  };
  return (
    <Pane
      label={t('appointments.detail.label')}
      foot={
        <>
          {appointment.status === 'booked' && can('Appointment.update') && (
            <Button loading={checkIn.isRunning} onClick={() => void arrive()}>
              {t('appointments.detail.checkIn')}
            </Button>
          )}
          {isOpen && can('Encounter.read') && (
            <Button onClick={() => navigate(`/encounters/${appointment.encounterId}`)}>{t('appointments.detail.openVisit')}</Button>
          )}
          {can('Patient.read') && (
            <Button variant="default" onClick={() => navigate(`/patients/${patient.patientId}`)}>
              {t('appointments.detail.openChart')}
            </Button>
          )}
          {appointment.status === 'booked' && can('Appointment.update') && (
            <ConfirmButton
              label={t('appointments.detail.cancel')}
              title={t('appointments.detail.cancelTitle')}
              consequence={t('appointments.detail.cancelText', { time: format.instant(appointment.startAt), name: patient.displayName })}
              reasonLabel={t('appointments.detail.cancelReason')}
              confirmLabel={t('appointments.detail.cancelConfirm')}
              isDanger
              onConfirm={async (reason) => {
                if (await cancel.run({ appointmentId: appointment.appointmentId, reason })) notifyDone(t('appointments.detail.cancelled'));
              }}
            />
          )}
          <Button variant="subtle" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <div className="mv-stack">
        <header className="mv-detail-head">
          <h2>{patient.displayName}</h2>
          <div className="mv-muted">
            {words.long(patient)} · <span className="mv-number">{patient.number}</span>
          </div>
        </header>
        <ErrorLine error={checkIn.error ?? cancel.error} />
        <Facts
          facts={[
            [
              t('appointments.detail.time'),
              `${format.instant(appointment.startAt)} · ${t('appointments.form.minutesOf', { count: appointment.minutes })}`,
            ],
            [t('appointments.detail.practitioner'), appointment.practitionerName],
            [
              t('appointments.detail.reason'),
              appointment.reason || (
                <span key="none" className="mv-muted">
                  {t('appointments.detail.noReason')}
                </span>
              ),
            ],
            [t('appointments.detail.status'), t(`appointments.status.${appointment.status}`)],
            [t('appointments.detail.phone'), patient.phone || '—'],
          ]}
        />
      </div>
    </Pane>
  );
}
