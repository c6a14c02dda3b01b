import { Button } from '@mantine/core';
import { DoorOpen, LockKeyhole } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { AppError } from '../../../preload/contract/errors.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { SkeletonRows, Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { AllergyCard } from '../allergies/AllergyCard.tsx';
import { MedicinesCard } from '../medications/MedicinesCard.tsx';
import { ObservationsCard } from '../patients/chartCards.tsx';
import { OrderCard } from '../laboratory/OrderCard.tsx';
import { PatientBanner } from '../patients/PatientBanner.tsx';
import { PrescribePanel } from '../prescriptions/PrescribePanel.tsx';
import { UnsignedNotice } from '../prescriptions/UnsignedNotice.tsx';
import { LettersCard } from '../compositions/LettersCard.tsx';
import { NoteCard } from '../compositions/NoteCard.tsx';
import { useNote } from '../compositions/useNote.ts';
import { DiagnosisCard } from './DiagnosisCard.tsx';
import { ImmunizationSummary } from '../immunizations/ImmunizationSummary.tsx';
import { EarlyWarningCard } from '../observations/EarlyWarningCard.tsx';
import { GrowthButton } from '../observations/GrowthButton.tsx';
import { PregnancyCard } from '../pregnancies/PregnancyCard.tsx';
import { GlassBanner } from '../visibility/GlassBanner.tsx';
import { isRestricted } from '../visibility/isRestricted.ts';
import { RestrictedRecord } from '../visibility/RestrictedRecord.tsx';
import { PastVisit } from './PastVisit.tsx';
import { useVisitKeys } from './visitKeys.ts';
import { VitalsCard } from './VitalsCard.tsx';

/** One visit by its own address: open, it is written into; over, it is read. */
export default function EncounterScreen() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { encounterId = '' } = useParams();
  const visit = useQuery('encounters.get', { encounterId });
  const toQueue = () => navigate('/queue');
  if (isRestricted(visit.error)) return <RestrictedVisit encounterId={encounterId} onClose={toQueue} />;
  if (visit.error && isAddress(visit.error)) {
    return (
      <EmptyState
        icon={DoorOpen}
        title={t('encounters.visit.none')}
        text={t('encounters.visit.noneText')}
        action={{ label: t('encounters.visit.toQueue'), onClick: toQueue }}
      />
    );
  }
  if (!visit.data) {
    return (
      <div className="mv-page-scroll">
        <ErrorLine error={visit.error} onRetry={() => void visit.refetch()} />
        {!visit.error && <SkeletonRows rows={8} />}
      </div>
    );
  }
  const { patient, status, startedAt, endedAt } = visit.data;
  if (endedAt !== null || status === 'entered-in-error') return <PastVisit key={encounterId} visit={visit.data} />;
  return <OpenVisit key={encounterId} encounterId={encounterId} patientId={patient.patientId} status={status} startedAt={startedAt} />;
}

/** Nothing stands behind this address. */
function isAddress(error: Error): boolean {
  return error instanceof AppError && (error.code === 'not_found' || error.code === 'ipc.invalid_input');
}

/** Whose visit it is stands in the queue, as long as it is open; the record itself opens with a reason. */
function RestrictedVisit({ encounterId, onClose }: { encounterId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queue = useQuery('encounters.queue', {});
  const waiting = queue.data?.queue.find((one) => one.encounterId === encounterId);
  if (waiting) return <RestrictedRecord patientId={waiting.patient.patientId} onClose={onClose} />;
  return (
    <EmptyState
      icon={LockKeyhole}
      title={t('encounters.visit.restricted')}
      text={t('encounters.visit.restrictedText')}
      action={{ label: t('encounters.visit.toQueue'), onClick: onClose }}
    />
  );
}

/** Whose visit it is stands on top and in the window's title: vitals, diagnosis, allergies, orders. */
function OpenVisit(props: {
  encounterId: string;
  patientId: string;
  status: 'arrived' | 'triaged' | 'in-progress' | 'finished' | 'entered-in-error';
  startedAt: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [, navigate] = useLocation();
  const chart = useQuery('patients.chart', { patientId: props.patientId });
  const finish = useCommand('encounters.finish');
  useVisitKeys();
  const note = useNote(props.encounterId, props.patientId);
  const name = chart.data?.patient.displayName;
  useEffect(() => {
    if (name) document.title = `${t('encounters.visit.title', { name })} · ${t('ui.appName')}`;
  }, [name, t]);
  if (isRestricted(chart.error)) return <RestrictedRecord patientId={props.patientId} onClose={() => navigate('/queue')} />;
  if (!chart.data) {
    return (
      <div className="mv-page-scroll">
        <ErrorLine error={chart.error} onRetry={() => void chart.refetch()} />
        {!chart.error && <SkeletonRows rows={8} />}
      </div>
    );
  }
  return (
    <section className="mv-visit" aria-label={t('encounters.visit.title', { name: chart.data.patient.displayName })}>
      <GlassBanner patientId={props.patientId} />
      <PatientBanner
        chart={chart.data}
        actions={
          <>
            <Tag tone="blue" isPlain>
              {t(`encounters.status.${props.status}`)} · {t('encounters.visit.since', { time: format.time(props.startedAt) })}
            </Tag>
            <GrowthButton patient={chart.data.patient} />
            <Button variant="default" onClick={() => navigate(`/patients/${props.patientId}`)}>
              {t('encounters.visit.openChart')}
            </Button>
            {can('Encounter.update') && (
              <span data-visit="finish">
                <ConfirmButton
                  variant="filled"
                  label={t('encounters.visit.finish')}
                  title={t('encounters.visit.finishTitle')}
                  consequence={
                    <div className="mv-stack">
                      <UnsignedNotice patientId={props.patientId} />
                      {t('encounters.visit.finishText')}
                    </div>
                  }
                  confirmLabel={t('encounters.visit.finishConfirm')}
                  onConfirm={async () => {
                    if (!(await note.save())) return;
                    if (!(await finish.run({ encounterId: props.encounterId }))) return;
                    notifyDone(t('encounters.visit.finished'));
                    navigate('/queue');
                  }}
                />
              </span>
            )}
          </>
        }
      />
      <ErrorLine error={finish.error} />
      <div className="mv-visit-body">
        <div>
          {can('Observation.create') && (
            <div data-visit="vitals">
              <VitalsCard encounterId={props.encounterId} chart={chart.data} />
            </div>
          )}
          {can('Composition.read') && (
            <div data-visit="note">
              <NoteCard note={note} />
            </div>
          )}
          <div data-visit="diagnosis">
            <DiagnosisCard encounterId={props.encounterId} chart={chart.data} />
          </div>
          <AllergyCard patientId={props.patientId} allergies={chart.data.allergies} />
        </div>
        <div>
          <EarlyWarningCard encounterId={props.encounterId} />
          <PregnancyCard encounterId={props.encounterId} patient={chart.data.patient} />
          {can('MedicationRequest.create') && (
            <div data-visit="prescribe">
              <PrescribePanel patientId={props.patientId} encounterId={props.encounterId} />
            </div>
          )}
          {can('MedicationRequest.read') && <MedicinesCard patientId={props.patientId} encounterId={props.encounterId} />}
          {can('ServiceRequest.read') && (
            <div data-visit="laboratory">
              <OrderCard encounterId={props.encounterId} />
            </div>
          )}
          {can('Composition.read') && <LettersCard encounterId={props.encounterId} letters={note.written?.letters ?? []} />}
          <ImmunizationSummary patient={chart.data.patient} />
          <ObservationsCard chart={chart.data} />
        </div>
      </div>
    </section>
  );
}
