import { SegmentedControl } from '@mantine/core';
import { ClipboardList } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { useQuery } from '../../lib/api.ts';
import { DataTable, EmptyState, ErrorLine, Page, Pane, TwoPane } from '../../ui/index.ts';
import { FindField, focusGrid } from '../inventory/FindField.tsx';
import { DispensePane } from './DispensePane.tsx';
import './prescriptions.css';
import { useWorklistView } from './store.ts';
import { useWorklistColumns } from './worklistColumns.tsx';

/** What waits to be handed out, oldest first; the one that is open stands beside it. */
export default function PrescriptionsScreen() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [, params] = useRoute('/prescriptions/:medicationRequestId');
  const openId = params?.medicationRequestId ?? null;
  const { filter, show } = useWorklistView();
  const list = useRef<HTMLDivElement>(null);
  const work = useQuery('prescriptions.worklist', { status: show }, { keepPrevious: true });
  const rows = useMemo(() => work.data && narrow(work.data.requests, filter), [work.data, filter]);
  const columns = useWorklistColumns(rows ?? [], show !== 'active');
  const place = useRef(0);
  const openAt = rows?.findIndex((row) => row.medicationRequestId === openId) ?? -1;
  useEffect(() => {
    if (openAt >= 0) place.current = openAt;
  }, [openAt]);

  const close = () => {
    navigate('/prescriptions');
    requestAnimationFrame(() => focusGrid(list.current));
  };
  const goOn = () => {
    const next = rows?.[openAt >= 0 ? openAt + 1 : place.current] ?? rows?.[0];
    if (!next || next.medicationRequestId === openId) return close();
    navigate(`/prescriptions/${next.medicationRequestId}`);
  };
  const clear = () => useWorklistView.setState({ filter: '' });

  return (
    <Page title={t('prescriptions.title')}>
      <TwoPane
        listWidth="54%"
        list={
          <div ref={list} className="mv-pane">
            <div className="mv-toolbar" role="search">
              <FindField
                label={t('prescriptions.find')}
                placeholder={t('prescriptions.findHint')}
                value={filter}
                onChange={(next) => useWorklistView.setState({ filter: next })}
                list={list}
              />
              <SegmentedControl
                aria-label={t('prescriptions.showing')}
                data={(['active', 'completed', 'all'] as const).map((value) => ({ value, label: t(`prescriptions.show.${value}`) }))}
                value={show}
                onChange={(value) => useWorklistView.setState({ show: value === 'completed' || value === 'all' ? value : 'active' })}
              />
            </div>
            {work.error && <ErrorLine error={work.error} onRetry={() => void work.refetch()} />}
            <DataTable
              label={t('prescriptions.worklist')}
              rows={rows}
              rowId={(row) => row.medicationRequestId}
              columns={columns}
              onOpen={(row) => navigate(`/prescriptions/${row.medicationRequestId}`)}
              selectedId={openId}
              empty={
                filter.trim() === '' ? (
                  <EmptyState icon={ClipboardList} title={t('prescriptions.empty.none')} text={t('prescriptions.empty.noneText')} />
                ) : (
                  <EmptyState
                    icon={ClipboardList}
                    title={t('prescriptions.empty.noMatch')}
                    text={t('prescriptions.empty.noMatchText')}
                    action={{ label: t('inventory.clearFilter'), onClick: clear }}
                  />
                )
              }
              note={filter.trim() && t('inventory.filtered', { text: filter.trim() })}
              autoFocus={openId === null}
            />
          </div>
        }
      >
        {openId === null ? (
          <Pane label={t('prescriptions.pane.label')}>
            <EmptyState icon={ClipboardList} title={t('prescriptions.empty.pick')} text={t('prescriptions.empty.pickText')} />
          </Pane>
        ) : (
          <DispensePane key={openId} medicationRequestId={openId} onClose={close} onNext={goOn} />
        )}
      </TwoPane>
    </Page>
  );
}

/** Rows in which every typed word occurs: patient, number or medicine. */
function narrow(rows: readonly MedicationRequestRow[], filter: string): readonly MedicationRequestRow[] {
  const words = plain(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = plain([row.patient.displayName, row.patient.number, row.number, row.medicine].join(' '));
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
