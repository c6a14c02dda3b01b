import { Checkbox, Select } from '@mantine/core';
import { ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { type Registered, registerNames } from '../../../preload/contract/registers.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { usePagedRows } from '../../lib/paged.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page, TwoPane } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { ChartPane } from '../patients/ChartPane.tsx';
import { usePersonWords } from '../patients/person.ts';
import { IntervalButton } from './IntervalButton.tsx';
import { RegisterExport } from './RegisterExport.tsx';

const rowsOf = (answer: Output<'registers.of'>) => ({ total: answer.total, rows: answer.people });

/** Who stands on a register and when they are expected; only the overdue ones are the recall list. */
export default function RegistersScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const params = useParams();
  const [, navigate] = useLocation();
  const register = registerNames.find((one) => one === params['register']) ?? 'diabetes';
  const patientId = params['patientId'];
  const [onlyOverdue, setOnlyOverdue] = useState(false);
  const list = usePagedRows('registers.of', { register, onlyOverdue }, rowsOf);
  const counts = useQuery('registers.of', { register, onlyOverdue, limit: 200, offset: 0 });
  const columns = useColumns(patientId !== undefined);
  return (
    <Page
      title={t('registers.title')}
      sub={counts.data && t('registers.sub', { overdue: format.number(counts.data.overdue), days: format.number(counts.data.intervalDays) })}
      actions={
        <>
          <Select
            w={210}
            aria-label={t('registers.which')}
            allowDeselect={false}
            value={register}
            onChange={(next) => navigate(`/registers/${next ?? register}`)}
            data={registerNames.map((value) => ({ value, label: t(`registers.name.${value}`) }))}
          />
          <Checkbox
            label={t('registers.onlyOverdue')}
            checked={onlyOverdue}
            onChange={(event) => setOnlyOverdue(event.currentTarget.checked)}
          />
          {can('Organization.update') && <IntervalButton key={register} register={register} />}
          {can('Group.export') && <RegisterExport register={register} onlyOverdue={onlyOverdue} />}
        </>
      }
    >
      <ErrorLine error={list.error} />
      <TwoPane
        listWidth={patientId === undefined ? '100%' : '38%'}
        list={
          <DataTable<Registered>
            label={t('registers.listOf', { name: t(`registers.name.${register}`) })}
            rows={list.rows}
            rowId={(row) => row.patient.patientId}
            columns={columns}
            selectedId={patientId ?? null}
            onOpen={(row) => navigate(`/registers/${register}/${row.patient.patientId}`)}
            onRange={list.onRange}
            empty={<EmptyState icon={ListChecks} title={t(onlyOverdue ? 'registers.nobodyLate' : 'registers.empty')} text={t('registers.emptyText')} />}
            autoFocus={patientId === undefined}
          />
        }
      >
        {patientId !== undefined && <ChartPane key={patientId} patientId={patientId} onClose={() => navigate(`/registers/${register}`)} />}
      </TwoPane>
    </Page>
  );
} // prettier-ignore

function useColumns(isNarrow: boolean): readonly Column<Registered>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  return useMemo(() => {
    const late = (row: Registered) =>
      row.daysOverdue > 0 ? <Tag tone="amber">{t('registers.late', { count: row.daysOverdue, replace: { count: format.number(row.daysOverdue) } })}</Tag> : null;
    const dayOrNever = (day: string | null, never: string) => (day === null ? <span className="mv-muted">{never}</span> : format.day(day));
    const columns: readonly (Column<Registered> & { isWide?: boolean })[] = [
      { key: 'name', head: t('registers.columns.name'), width: 'minmax(150px, 2fr)', text: (row) => row.patient.displayName, cell: (row) => row.patient.displayName },
      { key: 'age', head: t('registers.columns.age'), width: '84px', cell: (row) => words.short(row.patient) },
      { key: 'codes', head: t('registers.columns.codes'), width: '96px', isWide: true, cell: (row) => row.codings.map(({ code }) => code).join(' ') },
      { key: 'place', head: t('registers.columns.place'), width: 'minmax(140px, 2fr)', isWide: true, cell: (row) => [row.patient.village, row.patient.phone].filter(Boolean).join(' · ') },
      { key: 'last', head: t('registers.columns.last'), width: '108px', isWide: true, cell: (row) => dayOrNever(row.lastVisit, t('patients.never')) },
      { key: 'due', head: t('registers.columns.due'), width: '108px', cell: (row) => format.day(row.nextDue) },
      { key: 'late', head: t('registers.columns.late'), width: '124px', cell: late },
      { key: 'booked', head: t('registers.columns.booked'), width: '108px', isWide: true, cell: (row) => dayOrNever(row.nextAppointment, '–') },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, words, isNarrow]);
} // prettier-ignore
