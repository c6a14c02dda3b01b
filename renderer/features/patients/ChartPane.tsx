import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { FileLock2, History, Pencil, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { isMeantFor } from '../../ui/escape.ts';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { RecordHistory } from '../audit/RecordHistory.tsx';
import { AllergyCard } from '../allergies/AllergyCard.tsx';
import { ImmunizationSummary } from '../immunizations/ImmunizationSummary.tsx';
import { GrowthButton } from '../observations/GrowthButton.tsx';
import { ResultsCard } from '../laboratory/ResultsCard.tsx';
import { PersonCard } from '../registration/PersonCard.tsx';
import { RightsActions } from '../people/RightsActions.tsx';
import { MedicinesCard } from '../medications/MedicinesCard.tsx';
import { HistoriesCard } from '../histories/HistoriesCard.tsx';
import { ProblemsCard } from '../problems/ProblemsCard.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { AmendForm } from './AmendForm.tsx';
import { EncountersCard, ObservationsCard } from './chartCards.tsx';
import { DocumentsCard } from './DocumentsCard.tsx';
import { PatientBanner } from './PatientBanner.tsx';
import { GlassBanner } from '../visibility/GlassBanner.tsx';
import { isRestricted } from '../visibility/isRestricted.ts';
import { RestrictedRecord } from '../visibility/RestrictedRecord.tsx';
import { SensitivityCard } from '../visibility/SensitivityCard.tsx';

export function ChartPane({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const chart = useQuery('patients.chart', { patientId });
  const name = chart.data?.patient.displayName;
  useEffect(() => {
    if (!name) return undefined;
    const before = document.title;
    document.title = `${name} · ${t('ui.appName')}`;
    return () => {
      document.title = before; // nobody stays named who is no longer on the screen
    };
  }, [name, t]);
  if (isRestricted(chart.error)) return <RestrictedRecord patientId={patientId} onClose={onClose} />;
  if (chart.error) {
    return (
      <div className="mv-pane mv-pad">
        <ErrorLine error={chart.error} onRetry={() => void chart.refetch()} />
      </div>
    );
  }
  if (!chart.data) {
    return (
      <div className="mv-pane mv-pad">
        <SkeletonRows rows={8} />
      </div>
    );
  }
  return <OpenChart chart={chart.data} onClose={onClose} />;
}

function OpenChart({ chart, onClose }: { chart: Chart; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [isEditing, setEditing] = useState(false);
  const [isHistory, setHistory] = useState(false);
  const [isRights, setRights] = useState(false);
  const [isTimeline, setTimeline] = useState(false);
  const { patient } = chart;
  return (
    <section
      className="mv-pane mv-chart"
      aria-label={t('patients.chart.label', { name: patient.displayName })}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isMeantFor(event)) onClose();
      }}
    >
      <GlassBanner patientId={patient.patientId} />
      <PatientBanner
        chart={chart}
        actions={
          <>
            <GrowthButton patient={patient} />
            <VisitButton chart={chart} />
            {can('Patient.update') && (
              <ActionIcon
                variant="default"
                size={30}
                aria-label={t('patients.chart.edit')}
                title={t('patients.chart.edit')}
                onClick={() => setEditing(true)}
              >
                <Pencil size={15} />
              </ActionIcon>
            )}
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('audit.history.button')}
              title={t('audit.history.button')}
              aria-pressed={isHistory}
              onClick={() => setHistory(!isHistory)}
            >
              <History size={15} />
            </ActionIcon>
            {can('Patient.export') && (
              <ActionIcon
                variant="default"
                size={30}
                aria-label={t('people.title')}
                title={t('people.title')}
                aria-pressed={isRights}
                onClick={() => setRights(!isRights)}
              >
                <FileLock2 size={15} />
              </ActionIcon>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={t('patients.chart.close')}
              title={t('patients.chart.close')}
              onClick={onClose}
            >
              <X size={17} />
            </ActionIcon>
          </>
        }
      />
      <div className="mv-pane-body mv-chart-body">
        {isRights && (
          <Card title={t('people.title')}>
            <RightsActions patientId={patient.patientId} onErased={onClose} />
          </Card>
        )}
        {!isEditing && !isHistory && (
          <SegmentedControl
            className="mv-chart-view"
            aria-label={t('timeline.view')}
            value={isTimeline ? 'timeline' : 'overview'}
            onChange={(next) => setTimeline(next === 'timeline')}
            data={[
              { value: 'overview', label: t('timeline.overview') },
              { value: 'timeline', label: t('timeline.title') },
            ]}
          />
        )}
        {isEditing ? (
          <AmendForm patient={patient} onDone={() => setEditing(false)} />
        ) : isHistory ? (
          <RecordHistory patientId={patient.patientId} number={patient.number} onBack={() => setHistory(false)} />
        ) : isTimeline ? (
          <Timeline patientId={patient.patientId} />
        ) : (
          <div className="mv-columns">
            <div>
              <AllergyCard patientId={patient.patientId} allergies={chart.allergies} />
              <ProblemsCard patientId={patient.patientId} />
              <EncountersCard chart={chart} />
              <HistoriesCard patientId={patient.patientId} />
              <PersonCard patientId={patient.patientId} />
              <SensitivityCard patientId={patient.patientId} />
            </div>
            <div>
              {can('MedicationRequest.read') && <MedicinesCard patientId={patient.patientId} />}
              <ImmunizationSummary patient={patient} />
              <ObservationsCard chart={chart} />
              {can('ServiceRequest.read') && <ResultsCard patientId={patient.patientId} />}
              <DocumentsCard documents={chart.documents} />
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

/** Goes on with the open visit, or starts one. */
function VisitButton({ chart }: { chart: Chart }) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const start = useCommand('encounters.startWalkIn');
  const open = chart.encounters.find((encounter) => encounter.endedAt === null && encounter.status !== 'entered-in-error');
  if (open) {
    return can('Encounter.read') ? (
      <Button onClick={() => navigate(`/encounters/${open.id}`)}>{t('patients.chart.openVisit')}</Button>
    ) : null;
  }
  if (!can('Encounter.create')) return null;
  const begin = async () => {
    const answer = await start.run({ patientId: chart.patient.patientId });
    if (!answer) return;
    notifyDone(t('patients.chart.walkInStarted'));
    if (can('Observation.create')) navigate(`/encounters/${answer.encounterId}`);
  };
  return (
    <>
      <ErrorLine error={start.error} />
      <Button loading={start.isRunning} onClick={() => void begin()}>
        {t('patients.chart.walkIn')}
      </Button>
    </>
  );
}
