import { Button, Select } from '@mantine/core';
import { CalendarCog, Syringe } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { usePersonWords } from '../patients/person.ts';
import { CardPane } from './CardPane.tsx';
import './immunizations.css';

type Child = Output<'immunizations.due'>['children'][number];

/** Whom to call, longest overdue first; beside it the card of whoever is chosen. */
export default function ImmunizationsScreen() {
  const { t } = useTranslation();
  const { patientId } = useParams();
  const [, navigate] = useLocation();
  const [which, setWhich] = useState<'overdue' | 'due'>('overdue');
  const [upToYears, setUpTo] = useState(5);
  const list = useQuery('immunizations.due', { which, upToYears, limit: 1000 }, { keepPrevious: true });
  const columns = useColumns(patientId !== undefined);
  return (
    <Page
      title={t('immunizations.title')}
      actions={
        <>
          <Select
            w={190}
            aria-label={t('immunizations.list.which.label')}
            allowDeselect={false}
            value={which}
            onChange={(value) => setWhich(value === 'due' ? 'due' : 'overdue')}
            data={(['overdue', 'due'] as const).map((value) => ({ value, label: t(`immunizations.list.which.${value}`) }))}
          />
          <Select
            w={120}
            aria-label={t('immunizations.list.upTo')}
            allowDeselect={false}
            value={`${upToYears}`}
            onChange={(value) => setUpTo(Number(value))}
            data={[2, 5, 10, 16].map((count) => ({ value: `${count}`, label: t('immunizations.list.years', { count }) }))}
          />
          <Button variant="default" leftSection={<CalendarCog size={16} />} onClick={() => navigate('/immunization-schedule')}>
            {t('immunizations.list.schedule')}
          </Button>
        </>
      }
    >
      <ErrorLine error={list.error} onRetry={() => void list.refetch()} />
      <TwoPane
        listWidth={patientId === undefined ? '100%' : '44%'}
        list={
          <DataTable<Child>
            label={t('immunizations.list.label')}
            rows={list.data?.children}
            rowId={(row) => row.patient.patientId}
            columns={columns}
            selectedId={patientId ?? null}
            onOpen={(row) => navigate(`/immunizations/${row.patient.patientId}`)}
            empty={<EmptyState icon={Syringe} title={t('immunizations.list.empty')} text={t('immunizations.list.emptyText')} />}
            autoFocus={patientId === undefined}
          />
        }
      >
        {patientId !== undefined && <CardPane key={patientId} patientId={patientId} onClose={() => navigate('/immunizations')} />}
      </TwoPane>
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<Child>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(() => {
    const dosesOf = (row: Child) => row.doses.map((dose) => `${dose.series} ${dose.dose}`).join(', ');
    const columns: readonly (Column<Child> & { isWide?: boolean })[] = [
      {
        key: 'patient',
        head: t('immunizations.list.patient'),
        width: 'minmax(150px, 2fr)',
        text: (row) => row.patient.displayName,
        cell: (row) => row.patient.displayName,
      },
      { key: 'age', head: t('immunizations.list.age'), width: '84px', cell: (row) => words.short(row.patient) },
      {
        key: 'place',
        head: t('immunizations.list.place'),
        width: 'minmax(140px, 1.5fr)',
        isWide: true,
        cell: (row) => [row.patient.village, row.patient.phone].filter(Boolean).join(' · '),
      },
      { key: 'doses', head: t('immunizations.list.doses'), width: 'minmax(150px, 3fr)', text: dosesOf, cell: dosesOf },
      { key: 'since', head: t('immunizations.list.since'), width: '104px', cell: (row) => format.day(row.since) },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, words, isNarrow]);
}
