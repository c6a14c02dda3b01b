import { Refrigerator } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { ColdStorage } from '../../../preload/contract/coldChain.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, StatusDot, Tag, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { FridgePane } from './FridgePane.tsx';

/** Every fridge with what it shows now: those that are warm, or that nobody has looked at, are seen from across the room. */
export default function ColdChainScreen() {
  const { t } = useTranslation();
  const locationId = useParams()['locationId'];
  const [, navigate] = useLocation();
  const list = useQuery('coldChain.list', {}, { everyMs: 60_000 });
  const columns = useColumns(locationId !== undefined);
  return (
    <Page title={t('coldChain.title')} sub={t('coldChain.sub')}>
      <StockNav />
      <ErrorLine error={list.error} />
      <TwoPane
        listWidth={locationId === undefined ? '100%' : '34%'}
        list={
          <DataTable<ColdStorage>
            label={t('coldChain.list')}
            rows={list.data?.storages}
            rowId={(row) => row.locationId}
            columns={columns}
            selectedId={locationId ?? null}
            onOpen={(row) => navigate(`/cold-chain/${row.locationId}`)}
            empty={<EmptyState icon={Refrigerator} title={t('coldChain.empty')} text={t('coldChain.emptyText')} />}
            autoFocus={locationId === undefined}
          />
        }
      >
        {locationId !== undefined && <FridgePane key={locationId} locationId={locationId} onClose={() => navigate('/cold-chain')} />}
      </TwoPane>
    </Page>
  );
}

const tones = { good: 'green', out: 'red', unread: 'amber' } as const;

function useColumns(isNarrow: boolean): readonly Column<ColdStorage>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const columns: readonly (Column<ColdStorage> & { isWide?: boolean })[] = [
      { key: 'name', head: t('coldChain.columns.name'), width: 'minmax(140px, 2fr)', text: (row) => row.name, cell: (row) => row.name },
      { key: 'state', head: t('coldChain.columns.state'), width: '132px', cell: (row) => <StatusDot tone={tones[row.state]}>{t(`coldChain.state.${row.state}`)}</StatusDot> },
      { key: 'latest', head: t('coldChain.columns.latest'), width: '92px', isNumeric: true, cell: (row) => (row.latest ? t('coldChain.degrees', { celsius: format.measure(row.latest.celsius) }) : '–') },
      { key: 'at', head: t('coldChain.columns.at'), width: '140px', isWide: true, cell: (row) => (row.latest ? format.ago(row.latest.at) : t('coldChain.never')) },
      { key: 'range', head: t('coldChain.columns.range'), width: '140px', isWide: true, cell: ({ limits }) => t('coldChain.range', { low: format.measure(limits.low), high: format.measure(limits.high) }) },
      { key: 'lots', head: t('coldChain.columns.lots'), width: '80px', isWide: true, isNumeric: true, cell: (row) => format.number(row.lots) },
      { key: 'open', head: t('coldChain.columns.open'), width: '150px', isWide: true, cell: (row) => (row.openExcursions > 0 ? <Tag tone="red">{t('coldChain.toDecide', { count: row.openExcursions })}</Tag> : null) },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow]);
} // prettier-ignore
