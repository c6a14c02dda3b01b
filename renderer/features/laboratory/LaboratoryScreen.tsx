import { Button, SegmentedControl } from '@mantine/core';
import { FlaskConical, Ruler } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { LabOrder } from '../../../preload/contract/laboratory.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { usePersonWords } from '../patients/person.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';
import { shortTest } from './labWords.tsx';
import { OrderPane } from './OrderPane.tsx';

/** What waits at the bench, most urgent first; Enter opens it: label, collection, results. */
export default function LaboratoryScreen() {
  const { t } = useTranslation();
  const { serviceRequestId } = useParams();
  const [, navigate] = useLocation();
  const [show, setShow] = useState<'open' | 'done'>('open');
  const answer = useQuery('laboratory.worklist', { show }, { keepPrevious: true });
  const chosen = answer.data?.orders.find((one) => one.serviceRequestId === serviceRequestId);
  const columns = useOrderColumns();
  return (
    <Page
      title={t('laboratory.title')}
      actions={
        <>
          <SegmentedControl
            aria-label={t('laboratory.showing')}
            value={show}
            onChange={(value) => setShow(value as typeof show)}
            data={[
              { value: 'open', label: t('laboratory.show.open') },
              { value: 'done', label: t('laboratory.show.done') },
            ]}
          />
          <Button variant="default" leftSection={<Ruler size={16} />} onClick={() => navigate('/laboratory-ranges')}>
            {t('laboratory.ranges.open')}
          </Button>
        </>
      }
    >
      <ErrorLine error={answer.error} />
      <TwoPane
        listWidth={chosen ? '50%' : '100%'}
        list={
          <DataTable<LabOrder>
            label={t('laboratory.list')}
            rows={answer.data?.orders}
            rowId={(row) => row.serviceRequestId}
            columns={columns}
            selectedId={chosen?.serviceRequestId ?? null}
            onOpen={(row) => navigate(`/laboratory/${row.serviceRequestId}`)}
            autoFocus={!chosen}
            empty={<EmptyState icon={FlaskConical} title={t('laboratory.empty')} text={t('laboratory.emptyText')} />}
          />
        }
      >
        {chosen && <OrderPane key={chosen.serviceRequestId} order={chosen} onClose={() => navigate('/laboratory')} />}
      </TwoPane>
    </Page>
  );
}

function useOrderColumns(): readonly Column<LabOrder>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(
    () => [
      {
        key: 'priority',
        head: t('laboratory.columns.priority'),
        width: '96px',
        cell: (row) =>
          row.priority === 'routine' ? (
            t('laboratory.priority.routine')
          ) : (
            <Tag tone={row.priority === 'stat' ? 'red' : 'amber'}>{t(`laboratory.priority.${row.priority}`)}</Tag>
          ),
        text: (row) => row.priority,
      },
      {
        key: 'patient',
        head: t('laboratory.columns.patient'),
        width: 'minmax(140px, 1.4fr)',
        cell: (row) => row.patient.displayName,
        text: (row) => row.patient.displayName,
      },
      { key: 'age', head: t('laboratory.columns.age'), width: '96px', cell: (row) => words.short(row.patient) },
      {
        key: 'tests',
        head: t('laboratory.columns.tests'),
        width: 'minmax(160px, 2fr)',
        cell: (row) =>
          row.patient.isRestricted ? <RestrictedTag person={row.patient} /> : row.tests.map(({ name }) => shortTest(name)).join(', '),
        text: (row) => row.tests.map(({ name }) => name).join(', '),
      },
      {
        key: 'state',
        head: t('laboratory.columns.state'),
        width: '130px',
        cell: (row) => {
          const done = row.tests.filter(({ result }) => result !== null).length;
          if (done > 0) return t('laboratory.state.results', { done, all: row.tests.length });
          return t(row.collectedAt ? 'laboratory.state.collected' : 'laboratory.state.ordered');
        },
      },
      { key: 'since', head: t('laboratory.columns.since'), width: '110px', cell: (row) => format.ago(row.authoredAt) },
    ],
    [t, format, words],
  );
}
