import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Pane } from '../../ui/Page.tsx';
import { Notice, SkeletonRows } from '../../ui/signs.tsx';
import { usePersonWords } from '../patients/person.ts';
import { isRestricted } from '../visibility/isRestricted.ts';
import { RestrictedRecord } from '../visibility/RestrictedRecord.tsx';
import { DoseForm } from './DoseForm.tsx';
import { GivenList } from './GivenList.tsx';
import { SeriesTable } from './SeriesTable.tsx';

/** The immunisation card of one person. */
export function CardPane({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = usePersonWords();
  const chart = useQuery('patients.chart', { patientId });
  const card = useQuery('immunizations.card', { patientId });
  const [recording, setRecording] = useState<string | null>(null);
  const error = chart.error ?? card.error;
  if (isRestricted(error)) return <RestrictedRecord patientId={patientId} onClose={onClose} />;
  const patient = chart.data?.patient;
  const isRecorder = can('Immunization.create');
  return (
    <Pane
      title={patient ? t('immunizations.card.of', { name: patient.displayName }) : t('immunizations.title')}
      actions={
        <>
          {isRecorder && recording === null && <Button onClick={() => setRecording('')}>{t('immunizations.card.give')}</Button>}
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('immunizations.card.close')} onClick={onClose}>
            <X size={17} />
          </ActionIcon>
        </>
      }
    >
      <ErrorLine error={error} onRetry={() => void card.refetch()} />
      {!error && (!card.data || !patient) && <SkeletonRows rows={8} />}
      {card.data && patient && (
        <div className="mv-stack">
          <p className="mv-muted">{words.long(patient)}</p>
          {card.data.why !== '' && <Notice tone="amber">{t(`immunizations.card.why.${card.data.why}`)}</Notice>}
          {recording !== null && <DoseForm key={recording} patientId={patientId} series={recording} onDone={() => setRecording(null)} />}
          {card.data.series.length > 0 && <SeriesTable series={card.data.series} {...(isRecorder && { onRecord: setRecording })} />}
          <GivenList given={card.data.given} />
        </div>
      )}
    </Pane>
  );
}
