import { Button } from '@mantine/core';
import { Plus, Warehouse } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocationRow } from '../../../preload/contract/inventory.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Tag, TwoPane } from '../../ui/index.ts';
import { PlacePane } from './PlacePane.tsx';
import { StockNav } from './StockNav.tsx';

/** Where stock lies: store, shelves, fridges, wards, quarantine. */
export default function PlacesScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error, refetch } = useQuery('inventory.locations', {});
  const [open, setOpen] = useState<string | null>(null);
  const columns = useColumns();
  const isAdding = open === 'new';
  const place = data?.locations.find((one) => one.locationId === open);
  return (
    <Page
      title={t('ledger.places.title')}
      actions={
        can('InventoryItem.update') && (
          <Button variant="default" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setOpen('new')}>
            {t('ledger.places.add')}
          </Button>
        )
      }
    >
      <StockNav />
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <TwoPane
        listWidth={isAdding || place ? '58%' : '100%'}
        list={
          <DataTable<LocationRow>
            label={t('ledger.places.list')}
            rows={data?.locations}
            rowId={(row) => row.locationId}
            columns={columns}
            onOpen={(row) => can('InventoryItem.update') && setOpen(row.locationId)}
            selectedId={open}
            tone={(row) => (row.isActive ? undefined : 'muted')}
            empty={<EmptyState icon={Warehouse} title={t('ledger.places.list')} text={t('ledger.places.intro')} />}
            note={t('ledger.places.intro')}
            autoFocus
          />
        }
      >
        {(isAdding || place) && (
          <PlacePane
            key={place ? `${place.locationId} ${place.version}` : 'new'}
            place={place ?? null}
            departments={data?.departments ?? []}
            onDone={() => setOpen(null)}
          />
        )}
      </TwoPane>
    </Page>
  );
}

function useColumns(): Column<LocationRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'name', head: t('ledger.places.name'), width: 'minmax(140px, 1fr)', cell: (row) => row.name, text: (row) => row.name },
    { key: 'kind', head: t('ledger.places.kind'), width: '110px', cell: (row) => t(`ledger.places.kinds.${row.kind}`) },
    {
      key: 'department',
      head: t('ledger.places.department'),
      width: '150px',
      cell: (row) => row.departmentName ?? t('ledger.places.noDepartment'),
    },
    { key: 'items', head: t('ledger.places.items'), width: '72px', isNumeric: true, cell: (row) => format.number(row.items) },
    {
      key: 'status',
      head: t('ledger.places.status'),
      width: '212px',
      cell: (row) =>
        row.isActive ? (
          <Tag tone={row.isDispensable ? 'green' : 'grey'}>
            {t(row.isDispensable ? 'ledger.places.counter' : 'ledger.places.notCounter')}
          </Tag>
        ) : (
          <Tag>{t('ledger.places.closed')}</Tag>
        ),
    },
  ];
}
