import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { SkeletonRows, Tag } from '../../ui/signs.tsx';
import { SignedNoteCard } from '../compositions/SignedNoteCard.tsx';
import { ConditionsCard, MedicationsCard, ObservationsCard } from '../patients/chartCards.tsx';
import { PatientBanner } from '../patients/PatientBanner.tsx';
import { GlassBanner } from '../visibility/GlassBanner.tsx';

/** A visit that is over: what was recorded at it, read only, below the banner of today. */
export function PastVisit({ visit }: { visit: Output<'encounters.get'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [, navigate] = useLocation();
  const { patientId, displayName } = visit.patient;
  const chart = useQuery('patients.chart', { patientId });
  const title = t('encounters.visit.pastTitle', { name: displayName, day: format.dayOf(visit.startedAt) });
  useEffect(() => {
    document.title = `${title} · ${t('ui.appName')}`;
  }, [title, t]);
  if (!chart.data) {
    return (
      <div className="mv-page-scroll">
        <ErrorLine error={chart.error} onRetry={() => void chart.refetch()} />
        {!chart.error && <SkeletonRows rows={8} />}
      </div>
    );
  }
  return (
    <section className="mv-visit" aria-label={title}>
      <GlassBanner patientId={patientId} />
      <PatientBanner
        chart={chart.data}
        actions={
          <>
            <Tag isPlain>
              {t(`encounters.status.${visit.status}`)} · {when(visit, format)}
            </Tag>
            <Button variant="default" onClick={() => navigate(`/patients/${patientId}`)}>
              {t('encounters.visit.openChart')}
            </Button>
          </>
        }
      />
      <div className="mv-visit-body">
        <div>
          <p className="mv-visit-reason">
            {visit.reason === '' ? t('encounters.visit.noReason') : t('encounters.visit.reason', { reason: visit.reason })}
          </p>
          <ConditionsCard chart={visit} />
          {can('Composition.read') && <SignedNoteCard encounterId={visit.encounterId} patientId={patientId} />}
        </div>
        <div>
          <MedicationsCard chart={visit} />
          <ObservationsCard chart={visit} />
        </div>
      </div>
    </section>
  );
}

/** "21 Nov 2026, 09:05 to 09:40"; a visit that went over midnight says both days. */
function when({ startedAt, endedAt }: Output<'encounters.get'>, format: ReturnType<typeof useFormat>): string {
  const from = format.instant(startedAt);
  if (endedAt === null) return from;
  return `${from} – ${format.dayOf(startedAt) === format.dayOf(endedAt) ? format.time(endedAt) : format.instant(endedAt)}`;
}
