import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Droplet } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { bloodComponents, type BloodUnit } from '../../../preload/contract/blood.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { BloodLevels } from './BloodLevels.tsx';
import './blood.css';
import { groupOf, groupOptions, groupWord } from './groups.ts';
import { ReceiveUnit } from './ReceiveUnit.tsx';
import { UnitPane } from './UnitPane.tsx';

/** What blood there is, and which of it a person may get. */
export default function BloodScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const unitId = useParams()['unitId'];
  const [, navigate] = useLocation();
  const [show, setShow] = useState<'here' | 'gone'>('here');
  const [component, setComponent] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const [text, setText] = useState('');
  const chosen = bloodComponents.find((one) => one === component);
  const group = person === null ? undefined : { group: person === 'unknown' ? null : groupOf(person) };
  const list = useQuery(
    'blood.list',
    { show, text: text.trim(), ...(chosen ? { component: chosen } : {}), ...(group && show === 'here' ? { for: group } : {}) },
    { keepPrevious: true },
  );
  const columns = useColumns(unitId !== undefined);
  const close = () => navigate('/blood');
  return (
    <Page
      title={t('blood.title')}
      actions={
        <>
          <SegmentedControl size="xs" aria-label={t('blood.show.label')} value={show} onChange={(next) => setShow(next === 'gone' ? 'gone' : 'here')} data={(['here', 'gone'] as const).map((value) => ({ value, label: t(`blood.show.${value}`) }))} />
          {can('BloodUnit.update') && <Button onClick={() => navigate('/blood/new')}>{t('blood.receive.open')}</Button>}
        </>
      }
    >
      <ErrorLine error={list.error} />
      <TwoPane
        listWidth={unitId === undefined ? '100%' : '46%'}
        list={
          <div className="mv-pane">
            <div className="mv-toolbar" role="search">
              <TextInput aria-label={t('blood.find')} placeholder={t('blood.findHint')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
              <Select aria-label={t('blood.component')} placeholder={t('blood.anyComponent')} clearable w={150} data={bloodComponents.map((value) => ({ value, label: t(`blood.components.${value}`) }))} value={component} onChange={setComponent} />
              <Select aria-label={t('blood.forPerson')} placeholder={t('blood.forAnybody')} clearable w={190} data={[...groupOptions.map((value) => ({ value, label: t('blood.forGroup', { group: value }) })), { value: 'unknown', label: t('blood.groupUnknown') }]} value={person} onChange={setPerson} />
            </div>
            {unitId === undefined && show === 'here' && list.data && <BloodLevels levels={list.data.levels} />}
            <DataTable<BloodUnit>
              label={t('blood.list')}
              rows={list.data?.units}
              rowId={(row) => row.unitId}
              columns={columns}
              selectedId={unitId ?? null}
              onOpen={(row) => navigate(`/blood/${row.unitId}`)}
              empty={<EmptyState icon={Droplet} title={t(person === null ? `blood.empty.${show}` : 'blood.empty.none')} text={t('blood.emptyText')} />}
              autoFocus={unitId === undefined}
            />
          </div>
        }
      >
        {unitId === 'new' && <ReceiveUnit onDone={(id) => navigate(`/blood/${id}`)} onCancel={close} />}
        {unitId !== undefined && unitId !== 'new' && <UnitPane key={unitId} unitId={unitId} onClose={close} />}
      </TwoPane>
    </Page>
  );
} // prettier-ignore

const tones = {
  available: 'green',
  reserved: 'amber',
  issued: 'blue',
  transfused: 'grey',
  discarded: 'grey',
  'returned-to-bank': 'grey',
} as const;

function useColumns(isNarrow: boolean): readonly Column<BloodUnit>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const status = (row: BloodUnit) => (row.isExpired && row.status === 'available' ? <Tag tone="red">{t('blood.expired')}</Tag> : <Tag tone={tones[row.status]}>{t(`blood.status.${row.status}`)}</Tag>);
    const columns: readonly (Column<BloodUnit> & { isWide?: boolean })[] = [
      { key: 'group', head: t('blood.columns.group'), width: '84px', cell: (row) => <strong>{groupWord(row.group)}</strong> },
      { key: 'component', head: t('blood.columns.component'), width: 'minmax(100px, 1fr)', cell: (row) => t(`blood.components.${row.component}`) },
      { key: 'number', head: t('blood.columns.number'), width: 'minmax(120px, 2fr)', text: (row) => row.unitNumber, cell: (row) => row.unitNumber },
      { key: 'expiry', head: t('blood.columns.expiry'), width: '196px', cell: (row) => <Expiry expiry={row.expiry} /> },
      { key: 'volume', head: t('blood.columns.volume'), width: '90px', isWide: true, isNumeric: true, cell: (row) => t('blood.ml', { volume: format.number(row.volumeMl) }) },
      { key: 'source', head: t('blood.columns.source'), width: 'minmax(120px, 1fr)', isWide: true, cell: (row) => row.source },
      { key: 'status', head: t('blood.columns.status'), width: '130px', cell: status },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
} // prettier-ignore
