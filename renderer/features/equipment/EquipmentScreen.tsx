import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { Stethoscope } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { EquipmentRow } from '../../../preload/contract/equipment.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { EquipmentForm } from './EquipmentForm.tsx';
import { EquipmentPane } from './EquipmentPane.tsx';
import { statusTones } from './tones.ts';

const shows = ['all', 'usable', 'trouble', 'maintenance'] as const;

/** What there is to work with, where it is, and whether it works. */
export default function EquipmentScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const equipmentId = useParams()['equipmentId'];
  const [, navigate] = useLocation();
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const [text, setText] = useState('');
  const list = useQuery('equipment.list', { show, text: text.trim() }, { keepPrevious: true });
  const columns = useColumns(equipmentId !== undefined);
  const close = () => navigate('/equipment');
  return (
    <Page title={t('equipment.title')} actions={can('Equipment.update') && <Button onClick={() => navigate('/equipment/new')}>{t('equipment.add.open')}</Button>}>
      <ErrorLine error={list.error} />
      <TwoPane
        listWidth={equipmentId === undefined ? '100%' : '42%'}
        list={
          <div className="mv-pane">
            <div className="mv-toolbar" role="search">
              <TextInput aria-label={t('equipment.find')} placeholder={t('equipment.findHint')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
              <SegmentedControl size="xs" aria-label={t('equipment.show.label')} value={show} onChange={(next) => setShow(shows.find((one) => one === next) ?? 'all')} data={shows.map((value) => ({ value, label: t(`equipment.show.${value}`) }))} />
            </div>
            <DataTable<EquipmentRow>
              label={t('equipment.list')}
              rows={list.data?.equipment}
              rowId={(row) => row.equipmentId}
              columns={columns}
              selectedId={equipmentId ?? null}
              onOpen={(row) => navigate(`/equipment/${row.equipmentId}`)}
              empty={<EmptyState icon={Stethoscope} title={t(text.trim() === '' ? `equipment.empty.${show}` : 'equipment.empty.noMatch')} text={t('equipment.emptyText')} />}
              autoFocus={equipmentId === undefined}
            />
          </div>
        }
      >
        {equipmentId === 'new' && <EquipmentForm onDone={(id) => navigate(`/equipment/${id}`)} onCancel={close} />}
        {equipmentId !== undefined && equipmentId !== 'new' && <EquipmentPane key={equipmentId} equipmentId={equipmentId} onClose={close} />}
      </TwoPane>
    </Page>
  );
} // prettier-ignore

function useColumns(isNarrow: boolean): readonly Column<EquipmentRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const due = ({ maintenanceDue, isOverdue }: EquipmentRow) => (maintenanceDue === null ? <span className="mv-muted">–</span> : isOverdue ? <Tag tone="amber">{format.day(maintenanceDue)}</Tag> : format.day(maintenanceDue));
    const columns: readonly (Column<EquipmentRow> & { isWide?: boolean })[] = [
      { key: 'name', head: t('equipment.columns.name'), width: 'minmax(160px, 2fr)', text: (row) => row.name, cell: (row) => row.name },
      { key: 'status', head: t('equipment.columns.status'), width: '120px', cell: (row) => <Tag tone={statusTones[row.status]}>{t(`equipment.status.${row.status}`)}</Tag> },
      { key: 'place', head: t('equipment.columns.place'), width: 'minmax(120px, 1fr)', cell: (row) => row.loanedTo || row.place || row.departmentName },
      { key: 'category', head: t('equipment.columns.category'), width: 'minmax(100px, 1fr)', isWide: true, cell: (row) => row.category },
      { key: 'asset', head: t('equipment.columns.asset'), width: '170px', isWide: true, cell: (row) => row.assetNumber },
      { key: 'due', head: t('equipment.columns.due'), width: '156px', isWide: true, cell: due },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
} // prettier-ignore
