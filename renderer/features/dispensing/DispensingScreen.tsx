import { Button, SegmentedControl } from '@mantine/core';
import { Camera, ClipboardList, ScanLine, ShoppingBasket } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import type { QueueRow } from '../../../preload/contract/dispensing.ts';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { DataTable, EmptyState, ErrorLine, Notice, Page, Pane, TwoPane } from '../../ui/index.ts';
import { focusGrid } from '../inventory/FindField.tsx';
import { CameraScanDialog } from '../scanning/CameraScanDialog.tsx';
import { Doubles } from '../prescriptionSeals/Doubles.tsx';
import '../prescriptions/prescriptions.css';
import './dispensing.css';
import { CounterPane } from './CounterPane.tsx';
import { type Tab, useDesk } from './desk.ts';
import { DeskPane } from './DeskPane.tsx';
import { HandedOut } from './HandedOut.tsx';
import { useQueueColumns } from './queueColumns.tsx';
import { ScanOrFind } from './ScanOrFind.tsx';
import { useDeskScan } from './useDeskScan.ts';

const tabs: readonly Tab[] = ['work', 'owing', 'handedOut'];

/** The dispensing desk: what waits, what is owed, what went out today; whoever stands at the counter beside it. */
export default function DispensingScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [path, navigate] = useLocation();
  const [, params] = useRoute('/dispensing/:medicationRequestId');
  const isCounter = path === '/dispensing/counter';
  const openId = isCounter ? null : (params?.medicationRequestId ?? null);
  const { filter, tab } = useDesk();
  const list = useRef<HTMLDivElement>(null);
  const [isCamera, setCamera] = useState(false);
  const queue = useQuery('dispensing.queue', { show: tab === 'owing' ? 'owing' : 'work' }, { keepPrevious: true });
  const rows = useMemo(() => queue.data && narrow(queue.data.rows, filter), [queue.data, filter]);
  const columns = useQueueColumns(rows ?? [], tab === 'owing');
  const open = useCallback((medicationRequestId: string) => navigate(`/dispensing/${medicationRequestId}`), [navigate]);
  const { scanned, said, onScan } = useDeskScan(
    open,
    useCallback(() => navigate('/prescription-check'), [navigate]),
  );
  const place = useRef(0);
  const openAt = rows?.findIndex((row) => row.medicationRequestId === openId) ?? -1;
  useEffect(() => {
    if (openAt >= 0) place.current = openAt;
  }, [openAt]);
  const close = () => {
    navigate('/dispensing');
    requestAnimationFrame(() => focusGrid(list.current));
  };
  const goOn = () => {
    const next = rows?.[openAt >= 0 ? openAt + 1 : place.current] ?? rows?.[0];
    if (!next || next.medicationRequestId === openId) return close();
    open(next.medicationRequestId);
  };
  const counts = queue.data?.counts;
  const countOf = (value: Tab) => (value === 'work' ? counts?.work : value === 'owing' ? counts?.owing : undefined);
  const nameOf = (value: Tab) => {
    const count = countOf(value);
    const name = t(`dispensing.tab.${value}`);
    return count === undefined ? name : t('dispensing.tab.counts', { name, count });
  };
  return (
    <Page
      title={t('dispensing.title')}
      actions={
        <>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<ScanLine size={14} aria-hidden="true" />}
            onClick={() => navigate('/prescription-check')}
          >
            {t('frame.nav.prescriptionCheck')}
          </Button>
          {can('MedicationDispense.create') && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<ShoppingBasket size={14} aria-hidden="true" />}
              onClick={() => navigate('/dispensing/counter')}
            >
              {t('dispensing.overTheCounter')}
            </Button>
          )}
        </>
      }
    >
      <TwoPane
        listWidth="60%"
        list={
          <div ref={list} className="mv-pane">
            <div className="mv-toolbar" role="search">
              <ScanOrFind
                value={filter}
                onChange={(next) => useDesk.setState({ filter: next })}
                onScan={(code) => void onScan(code)}
                list={list}
              />
              <Button variant="default" aria-label={t('dispensing.camera')} onClick={() => setCamera(true)}>
                <Camera size={16} aria-hidden="true" />
              </Button>
            </div>
            <div className="mv-toolbar">
              <SegmentedControl
                fullWidth
                className="mv-grow"
                aria-label={t('dispensing.showing')}
                data={tabs.map((value) => ({ value, label: nameOf(value) }))}
                value={tab}
                onChange={(value) => useDesk.setState({ tab: tabs.find((one) => one === value) ?? 'work' })}
              />
            </div>
            {said !== '' && (
              <Notice tone="red" isLive>
                {said}
              </Notice>
            )}
            {scanned && openId === null && !isCounter && <Notice tone="amber">{t('dispensing.scan.noPerson')}</Notice>}
            <Doubles />
            {queue.error && <ErrorLine error={queue.error} onRetry={() => void queue.refetch()} />}
            {tab === 'handedOut' ? (
              <HandedOut filter={filter} onOpen={open} openId={openId} />
            ) : (
              <DataTable
                key={tab}
                label={t(tab === 'owing' ? 'dispensing.owings' : 'dispensing.queue')}
                rows={rows}
                rowId={(row) => row.medicationRequestId}
                columns={columns}
                onOpen={(row) => open(row.medicationRequestId)}
                selectedId={openId}
                empty={
                  filter.trim() === '' ? (
                    <EmptyState icon={ClipboardList} title={t(`dispensing.empty.${tab}`)} text={t(`dispensing.empty.${tab}Text`)} />
                  ) : (
                    <EmptyState
                      icon={ClipboardList}
                      title={t('dispensing.empty.noMatch')}
                      text={t('dispensing.empty.noMatchText')}
                      action={{ label: t('inventory.clearFilter'), onClick: () => useDesk.setState({ filter: '' }) }}
                    />
                  )
                }
                note={filter.trim() && t('inventory.filtered', { text: filter.trim() })}
                autoFocus={openId === null && !isCounter}
              />
            )}
          </div>
        }
      >
        {isCounter ? (
          <CounterPane scanned={scanned} onClose={close} />
        ) : openId === null ? (
          <Pane label={t('dispensing.title')}>
            <EmptyState icon={ClipboardList} title={t('dispensing.empty.pick')} text={t('dispensing.empty.pickText')} />
          </Pane>
        ) : (
          <DeskPane key={openId} medicationRequestId={openId} scanned={scanned} onClose={close} onNext={goOn} />
        )}
      </TwoPane>
      {isCamera && (
        <CameraScanDialog
          title={t('dispensing.cameraTitle')}
          said={said}
          onCode={(code) => void onScan(code)}
          onClose={() => setCamera(false)}
        />
      )}
    </Page>
  );
}

/** Rows in which every typed word occurs: patient, number or medicine. */
function narrow(rows: readonly QueueRow[], filter: string): readonly QueueRow[] {
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
