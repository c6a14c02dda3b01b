import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { Occasion } from '../../../preload/contract/medications.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { AdherenceList } from './AdherenceList.tsx';
import { MedicineEntry } from './MedicineEntry.tsx';
import { PrintListButton } from './PrintListButton.tsx';
import { ReconcileForm } from './ReconcileForm.tsx';
import { StatementForm } from './StatementForm.tsx';
import './medications.css';

type Props = {
  patientId: string;
  /** the visit that it is asked at */
  encounterId?: string;
  occasion?: Occasion;
};

/** Everything that a person takes, prescribed or said; what they took; and how regularly they collected it. */
export function MedicinesCard({ patientId, encounterId, occasion = 'visit' }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error, refetch } = useQuery('medications.of', { patientId });
  const [writing, setWriting] = useState<'statement' | 'reconciliation' | null>(null);
  const done = () => setWriting(null);
  return (
    <Card
      title={t('medications.title')}
      actions={
        data &&
        writing === null && (
          <>
            <PrintListButton patientId={patientId} />
            {can('MedicationStatement.create') && (
              <>
                <Button size="compact-sm" variant="light" onClick={() => setWriting('statement')}>
                  {t('medications.add')}
                </Button>
                <Button size="compact-sm" variant="light" onClick={() => setWriting('reconciliation')}>
                  {t('medications.goThrough')}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <div className="mv-stack">
        <ErrorLine error={error} onRetry={() => void refetch()} />
        {!data && !error && <SkeletonRows rows={3} />}
        {writing === 'statement' && <StatementForm patientId={patientId} onDone={done} />}
        {data && writing === 'reconciliation' && (
          <ReconcileForm
            patientId={patientId}
            encounterId={encounterId ?? null}
            occasion={occasion}
            lines={data.lines.filter((line) => line.isCurrent)}
            onDone={done}
          />
        )}
        {data && writing !== 'reconciliation' && <Known known={data} />}
      </div>
    </Card>
  );
}

function Known({ known }: { known: Output<'medications.of'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isFormer, setFormer] = useState(false);
  const current = known.lines.filter((line) => line.isCurrent);
  const former = known.lines.filter((line) => !line.isCurrent);
  const { reconciled } = known;
  return (
    <>
      {current.length === 0 && <p className="mv-none">{t('medications.none')}</p>}
      <ul className="mv-list">
        {(isFormer ? known.lines : current).map((line) => (
          <MedicineEntry key={line.id} line={line} />
        ))}
      </ul>
      <p className="mv-muted">
        {reconciled
          ? t('medications.lastAsked', {
              date: format.dayOf(reconciled.at),
              name: reconciled.byName,
              occasion: t(`medications.occasion.${reconciled.occasion}`),
            })
          : t('medications.neverAsked')}
      </p>
      {former.length > 0 && (
        <Button size="compact-sm" variant="subtle" aria-expanded={isFormer} onClick={() => setFormer(!isFormer)}>
          {isFormer ? t('medications.hideFormer') : t('medications.former', { count: former.length })}
        </Button>
      )}
      {known.adherence.length > 0 && <AdherenceList adherence={known.adherence} />}
    </>
  );
}
