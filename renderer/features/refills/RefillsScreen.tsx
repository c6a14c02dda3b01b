import { SegmentedControl } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { create } from 'zustand';
import type { RefillRow } from '../../../preload/contract/refills.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Pane, Tag, TwoPane } from '../../ui/index.ts';
import '../inventory/tables.css';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';
import { RefillPane } from './RefillPane.tsx';

const shows = ['due', 'requested'] as const;
type Show = (typeof shows)[number];
/** How the list was left. */
const useRefillsView = create<{ show: Show }>(() => ({ show: 'due' }));

/** Who runs out soon, and what the pharmacy or the front desk asked a prescriber for. */
export default function RefillsScreen() {
  const { t } = useTranslation();
  const { medicationRequestId = null } = useParams();
  const [, navigate] = useLocation();
  const { show } = useRefillsView();
  const list = useQuery('refills.list', { show }, { keepPrevious: true });
  const columns = useRefillColumns(show);
  const rows = list.data?.rows;
  const open = rows?.find((row) => row.request.medicationRequestId === medicationRequestId);
  return (
    <Page title={t('prescribing.refills.title')} sub={t('prescribing.refills.sub')}>
      <TwoPane
        listWidth="50%"
        list={
          <div className="mv-pane">
            <div className="mv-toolbar">
              <SegmentedControl
                aria-label={t('prescribing.refills.showing')}
                data={shows.map((value) => ({ value, label: t(`prescribing.refills.show.${value}`) }))}
                value={show}
                onChange={(value) => useRefillsView.setState({ show: shows.find((one) => one === value) ?? 'due' })}
              />
            </div>
            {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
            <DataTable<RefillRow>
              label={t('prescribing.refills.list')}
              rows={rows}
              rowId={(row) => row.request.medicationRequestId}
              columns={columns}
              onOpen={(row) => navigate(`/refills/${row.request.medicationRequestId}`)}
              selectedId={medicationRequestId}
              autoFocus={medicationRequestId === null}
              empty={
                <EmptyState
                  icon={RefreshCw}
                  title={t(show === 'due' ? 'prescribing.refills.noneDue' : 'prescribing.refills.noneAsked')}
                  text={t(show === 'due' ? 'prescribing.refills.noneDueText' : 'prescribing.refills.noneAskedText')}
                />
              }
            />
          </div>
        }
      >
        {open ? (
          <RefillPane key={open.request.medicationRequestId} row={open} onClose={() => navigate('/refills')} />
        ) : (
          <Pane label={t('prescribing.refills.pane')}>
            <EmptyState icon={RefreshCw} title={t('prescribing.refills.pick')} text={t('prescribing.refills.pickText')} />
          </Pane>
        )}
      </TwoPane>
    </Page>
  );
}

function useRefillColumns(show: Show): readonly Column<RefillRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo((): readonly Column<RefillRow>[] => {
    const patient: Column<RefillRow> = {
      key: 'patient',
      head: t('prescribing.refills.column.patient'),
      width: 'minmax(130px, 1fr)',
      text: (row) => row.request.patient.displayName,
      cell: (row) => row.request.patient.displayName,
    };
    const medicine: Column<RefillRow> = {
      key: 'medicine',
      head: t('prescribing.refills.column.medicine'),
      width: 'minmax(150px, 1.3fr)',
      text: (row) => row.request.medicine,
      cell: (row) => row.request.medicine || <RestrictedTag person={row.request.patient} />,
    };
    const left: Column<RefillRow> = {
      key: 'left',
      head: t('prescribing.refills.column.left'),
      width: '96px',
      isNumeric: true,
      text: (row) => String(row.refillsLeft),
      cell: (row) => row.refillsLeft,
    };
    const runsOut: Column<RefillRow> = {
      key: 'runsOut',
      head: t('prescribing.refills.column.runsOut'),
      width: '124px',
      text: (row) => row.runsOutOn ?? '',
      cell: (row) =>
        row.runsOutOn !== null && (
          <Tag tone={row.runsOutOn <= format.today ? 'red' : 'amber'} isPlain>
            {format.day(row.runsOutOn)}
          </Tag>
        ),
    };
    const asked: Column<RefillRow> = {
      key: 'asked',
      head: t('prescribing.refills.column.asked'),
      width: '124px',
      text: (row) => row.open?.requestedAt ?? '',
      cell: (row) => row.open && format.dayOf(row.open.requestedAt),
    };
    return show === 'due' ? [patient, medicine, runsOut, left] : [patient, medicine, asked, left];
  }, [t, format, show]);
}
