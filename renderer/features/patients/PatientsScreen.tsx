import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Search, UserPlus, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { usePagedRows } from '../../lib/paged.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { ChartPane } from './ChartPane.tsx';
import { usePersonWords } from './person.ts';
import { RegisterPane } from './RegisterPane.tsx';
import { CardCameraButton } from '../registration/CardCameraButton.tsx';
import { UnknownButton } from '../registration/UnknownButton.tsx';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';

const sorts = ['name', 'number', 'last-seen'] as const;
type Sort = (typeof sorts)[number];

/** The list keeps its place while a chart or the form stands beside it. */
export default function PatientsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { patientId } = useParams();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [filter] = useDebouncedValue(typed.trim(), 150);
  const [sort, setSort] = useState<Sort>('name');
  const { rows, onRange, error } = usePagedRows('patients.list', { filter, sort }, (answer) => ({
    total: answer.total,
    rows: answer.patients,
  }));
  const isBeside = patientId !== undefined;
  const columns = usePatientColumns(isBeside);

  const list = (
    <>
      <div className="mv-pane-head mv-tools">
        <TextInput
          className="mv-grow"
          aria-label={t('patients.filter')}
          placeholder={t('patients.filter')}
          leftSection={<Search size={14} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[role=grid]')?.focus();
            if (event.key === 'Escape') setTyped('');
          }}
        />
        {isBeside && (
          <Select
            w={120}
            aria-label={t('patients.sort.label')}
            value={sort}
            onChange={(next) => setSort(sorts.find((one) => one === next) ?? 'name')}
            data={sorts.map((value) => ({ value, label: t(`patients.sort.${value}`) }))}
          />
        )}
      </div>
      <ErrorLine error={error} />
      <DataTable<PatientRow>
        label={t('patients.list')}
        rows={rows}
        rowId={(row) => row.patientId}
        columns={columns}
        selectedId={patientId ?? null}
        onOpen={(row) => navigate(`/patients/${row.patientId}`)}
        sort={sort}
        onSort={(by) => setSort(sorts.find((one) => one === by) ?? 'name')}
        onRange={onRange}
        note={filter === '' ? null : <span>{t('patients.filterOn', { text: filter })}</span>}
        empty={
          filter === '' ? (
            <EmptyState
              icon={Users}
              title={t('patients.empty')}
              text={t('patients.emptyText')}
              {...(can('Patient.create') ? { action: { label: t('patients.register'), onClick: () => navigate('/patients/new') } } : {})}
            />
          ) : (
            <EmptyState title={t('patients.noneFit')} text={t('patients.noneFitText')} />
          )
        }
      />
    </>
  );

  return (
    <Page
      title={t('patients.title')}
      actions={
        patientId !== 'new' && (
          <>
            <CardCameraButton />
            {can('Patient.create') && (
              <>
                <UnknownButton onDone={(id) => navigate(`/patients/${id}`)} />
                <Button leftSection={<UserPlus size={16} />} onClick={() => navigate('/patients/new')}>
                  {t('patients.register')}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <TwoPane list={list} listWidth={isBeside ? '360px' : '100%'}>
        {patientId === 'new' ? (
          <RegisterPane onDone={(id) => navigate(`/patients/${id}`)} onCancel={() => navigate('/patients')} />
        ) : (
          patientId && <ChartPane key={patientId} patientId={patientId} onClose={() => navigate('/patients')} />
        )}
      </TwoPane>
    </Page>
  );
}

function usePatientColumns(isNarrow: boolean): readonly Column<PatientRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(() => {
    const name: Column<PatientRow> = {
      key: 'name',
      head: t('patients.columns.name'),
      width: 'minmax(180px, 2fr)',
      sortBy: 'name',
      cell: (row) => (
        <>
          <span className="mv-strong">{row.displayName}</span> <RestrictedTag person={row} />
        </>
      ),
      text: (row) => row.displayName,
    };
    if (isNarrow) {
      return [
        { ...name, width: 'minmax(120px, 1fr)' },
        { key: 'age', head: t('patients.columns.age'), width: '104px', cell: (row) => words.short(row) },
      ];
    }
    return [
      name,
      {
        key: 'number',
        head: t('patients.columns.number'),
        width: '170px',
        sortBy: 'number',
        cell: (row) => <span className="mv-number">{row.number}</span>,
        text: (row) => row.number,
      },
      { key: 'sex', head: t('patients.columns.sex'), width: '90px', cell: (row) => t(`patients.sex.${row.sex}`) },
      {
        key: 'age',
        head: t('patients.columns.age'),
        width: '72px',
        isNumeric: true,
        cell: (row) => format.age(row.birthDate, row.birthDatePrecision),
      },
      {
        key: 'born',
        head: t('patients.columns.born'),
        width: '120px',
        isNumeric: true,
        cell: (row) => format.birthDate(row.birthDate, row.birthDatePrecision),
      },
      { key: 'phone', head: t('patients.columns.phone'), width: 'minmax(110px, 1fr)', cell: (row) => row.phone, text: (row) => row.phone },
      {
        key: 'village',
        head: t('patients.columns.village'),
        width: 'minmax(110px, 1fr)',
        cell: (row) => row.village,
        text: (row) => row.village,
      },
      {
        key: 'seen',
        head: t('patients.columns.seen'),
        width: '120px',
        isNumeric: true,
        sortBy: 'last-seen',
        cell: (row) => (row.lastSeenAt ? format.dayOf(row.lastSeenAt) : <span className="mv-muted">{t('patients.never')}</span>),
      },
    ];
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words follows format
  }, [isNarrow, t, format]);
}
