import { SegmentedControl } from '@mantine/core';
import { BedDouble } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { BedBoard } from './BedBoard.tsx';
import { ImprestPane } from './ImprestPane.tsx';

type Ward = Output<'wards.list'>['wards'][number];

/** What each ward keeps and what it lacks; and its beds. */
export default function WardsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const param = useParams()['locationId'];
  const [, navigate] = useLocation();
  const list = useQuery('wards.list', {});
  const isBeds = param === 'beds' && can('Bed.read');
  const locationId = param === 'beds' ? undefined : param;
  const columns = useColumns(locationId !== undefined);
  return (
    <Page
      title={t('wards.title')}
      actions={
        can('Bed.read') && (
          <SegmentedControl
            size="xs"
            aria-label={t('wards.show.label')}
            value={isBeds ? 'beds' : 'stock'}
            onChange={(next) => navigate(next === 'beds' ? '/wards/beds' : '/wards')}
            data={(['stock', 'beds'] as const).map((value) => ({ value, label: t(`wards.show.${value}`) }))}
          />
        )
      }
    >
      <StockNav />
      {isBeds ? (
        <BedBoard />
      ) : (
        <>
          <ErrorLine error={list.error} />
          <TwoPane
            listWidth={locationId === undefined ? '100%' : '28%'}
            list={
              <DataTable<Ward>
                label={t('wards.list')}
                rows={list.data?.wards}
                rowId={(row) => row.locationId}
                columns={columns}
                selectedId={locationId ?? null}
                onOpen={(row) => navigate(`/wards/${row.locationId}`)}
                empty={<EmptyState icon={BedDouble} title={t('wards.empty')} text={t('wards.emptyText')} />}
                autoFocus={locationId === undefined}
              />
            }
          >
            {locationId !== undefined && <ImprestPane key={locationId} locationId={locationId} onClose={() => navigate('/wards')} />}
          </TwoPane>
        </>
      )}
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<Ward>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const below = (row: Ward) => (row.below > 0 ? <Tag tone="amber">{t('wards.below', { count: row.below })}</Tag> : <Tag tone="green">{t('wards.full')}</Tag>);
    const columns: readonly (Column<Ward> & { isWide?: boolean })[] = [
      { key: 'name', head: t('wards.columns.name'), width: 'minmax(140px, 2fr)', text: (row) => row.name, cell: (row) => row.name },
      { key: 'department', head: t('wards.columns.department'), width: 'minmax(120px, 1fr)', isWide: true, cell: (row) => row.departmentName },
      { key: 'items', head: t('wards.columns.items'), width: '100px', isWide: true, isNumeric: true, cell: (row) => format.number(row.items) },
      { key: 'below', head: t('wards.columns.below'), width: '140px', cell: (row) => (row.items === 0 ? <span className="mv-muted">{t('wards.noLevels')}</span> : below(row)) },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
} // prettier-ignore
