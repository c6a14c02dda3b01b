import { Button } from '@mantine/core';
import { ListOrdered, UserPlus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { usePersonWords } from '../patients/person.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';
import { WalkInPane } from './WalkInPane.tsx';

type Waiting = Output<'encounters.queue'>['queue'][number];

/** Who waits, longest first; Enter opens the visit, or the chart for who may not. */
export default function QueueScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { act } = useParams();
  const [, navigate] = useLocation();
  const answer = useQuery('encounters.queue', {});
  const canTreat = can('Observation.create') || can('Condition.create');
  const isStarting = act === 'new' && can('Encounter.create');
  const columns = useQueueColumns(isStarting);
  return (
    <Page
      title={t('encounters.queueTitle')}
      actions={
        can('Encounter.create') &&
        !isStarting && (
          <Button leftSection={<UserPlus size={16} />} onClick={() => navigate('/queue/new')}>
            {t('encounters.walkIn')}
          </Button>
        )
      }
    >
      <ErrorLine error={answer.error} />
      <TwoPane
        listWidth={isStarting ? '62%' : '100%'}
        list={
          <DataTable<Waiting>
            label={t('encounters.queueList')}
            rows={answer.data?.queue}
            rowId={(row) => row.encounterId}
            columns={columns}
            onOpen={(row) => navigate(canTreat ? `/encounters/${row.encounterId}` : `/patients/${row.patient.patientId}`)}
            autoFocus={!isStarting}
            empty={
              <EmptyState
                icon={ListOrdered}
                title={t('encounters.empty')}
                text={t('encounters.emptyText')}
                {...(can('Encounter.create') ? { action: { label: t('encounters.walkIn'), onClick: () => navigate('/queue/new') } } : {})}
              />
            }
          />
        }
      >
        {isStarting && <WalkInPane onDone={() => navigate('/queue')} onCancel={() => navigate('/queue')} />}
      </TwoPane>
    </Page>
  );
}

function useQueueColumns(isNarrow: boolean): readonly Column<Waiting>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(() => {
    const all: readonly Column<Waiting>[] = [
      {
        key: 'since',
        head: t('encounters.columns.since'),
        width: '132px',
        cell: (row) => (
          <>
            <span className="mv-strong">{format.time(row.startedAt)}</span> <span className="mv-muted">{format.ago(row.startedAt)}</span>
          </>
        ),
      },
      {
        key: 'patient',
        head: t('encounters.columns.patient'),
        width: 'minmax(150px, 1.6fr)',
        cell: (row) => row.patient.displayName,
        text: (row) => row.patient.displayName,
      },
      { key: 'age', head: t('encounters.columns.age'), width: '104px', cell: (row) => words.short(row.patient) },
      {
        key: 'allergies',
        head: t('encounters.columns.allergies'),
        width: 'minmax(110px, 1.2fr)',
        cell: (row) =>
          row.patient.isRestricted ? (
            <RestrictedTag person={row.patient} />
          ) : row.allergies.length > 0 ? (
            <Tag tone="red">{row.allergies.join(', ')}</Tag>
          ) : (
            <span className="mv-muted">{t(row.allergiesAsked ? 'encounters.allergiesNone' : 'encounters.allergiesNotAsked')}</span>
          ),
        text: (row) => row.allergies.join(', '),
      },
      {
        key: 'reason',
        head: t('encounters.columns.reason'),
        width: 'minmax(100px, 1.4fr)',
        cell: (row) => row.reason,
        text: (row) => row.reason,
      },
      {
        key: 'vitals',
        head: t('encounters.columns.vitals'),
        width: '96px',
        cell: (row) =>
          row.patient.isRestricted ? null : row.hasVitals ? (
            t('encounters.hasVitals')
          ) : (
            <span className="mv-muted">{t('encounters.noVitals')}</span>
          ),
      },
      {
        key: 'status',
        head: t('encounters.columns.status'),
        width: '132px',
        cell: (row) => (
          <Tag tone={row.status === 'in-progress' ? 'green' : row.status === 'triaged' ? 'blue' : 'grey'} isPlain>
            {t(`encounters.status.${row.status}`)}
          </Tag>
        ),
      },
    ];
    return isNarrow ? all.filter((column) => !['age', 'vitals', 'status'].includes(column.key)) : all;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words follows format
  }, [isNarrow, t, format]);
}
