import { Snowflake, ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useFormat } from '../../lib/format.ts';
import type { Column } from '../../ui/index.ts';
import { Expiry } from './Expiry.tsx';
import { StockStatus } from './StockStatus.tsx';
import { trackFor } from './textWidth.ts';
import { medicineWords, monthsOfStock, useUnits } from './words.ts';

/** The stock list's columns: all of them, or (isNarrow) those that find an item while another stands beside the list. */
export function useItemColumns(rows: readonly ItemRow[], isNarrow: boolean): readonly Column<ItemRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const nameTrack = useMemo(() => trackFor(rows.map(medicineWords), 64), [rows]);
  return useMemo(() => {
    const name: Column<ItemRow> = {
      key: 'name',
      head: t('inventory.column.name'),
      width: nameTrack,
      sortBy: 'name',
      text: medicineWords,
      cell: (row) => (
        <span className="mv-line">
          {medicineWords(row)}
          {row.isControlled && <ShieldCheck size={14} role="img" aria-label={t('inventory.controlled')} />}
          {row.isColdChain && <Snowflake size={14} role="img" aria-label={t('inventory.coldChain')} />}
        </span>
      ),
    };
    const onHand: Column<ItemRow> = {
      key: 'on-hand',
      head: t('inventory.column.onHand'),
      width: '88px',
      isNumeric: true,
      sortBy: 'on-hand',
      text: (row) => String(row.onHand),
      cell: (row) => format.number(row.onHand),
    };
    const status: Column<ItemRow> = {
      key: 'status',
      head: t('inventory.column.status'),
      width: '116px',
      sortBy: 'status',
      text: (row) => t(`inventory.status.${row.status}`),
      cell: (row) => <StockStatus status={row.status} />,
    };
    if (isNarrow) return [name, onHand, status];
    return [
      name,
      onHand,
      {
        key: 'usable',
        head: t('inventory.column.usable'),
        width: '80px',
        isNumeric: true,
        text: (row) => String(row.usable),
        cell: (row) => <span className={row.usable < row.onHand ? 'mv-strong' : undefined}>{format.number(row.usable)}</span>,
      },
      { key: 'unit', head: t('inventory.column.unit'), width: '92px', text: (row) => row.unit, cell: (row) => units.many(row.unit) },
      {
        key: 'amc',
        head: t('inventory.column.amc'),
        width: '108px',
        isNumeric: true,
        text: (row) => (row.amc === null ? '' : String(row.amc)),
        cell: (row) => (row.amc === null ? <span className="mv-muted">{t('inventory.noHistory')}</span> : format.number(row.amc)),
      },
      {
        key: 'months',
        head: t('inventory.column.months'),
        width: '92px',
        isNumeric: true,
        text: (row) => monthsOfStock(row)?.toFixed(1) ?? '',
        cell: (row) => {
          const months = monthsOfStock(row);
          return months === null ? '–' : format.number(months, 1);
        },
      },
      {
        key: 'expiry',
        head: t('inventory.column.expiry'),
        width: '176px',
        sortBy: 'expiry',
        text: (row) => row.nearestExpiry ?? '',
        cell: (row) => (row.nearestExpiry === null ? <span className="mv-muted">{'–'}</span> : <Expiry expiry={row.nearestExpiry} />),
      },
      status,
    ];
  }, [t, format, units, nameTrack, isNarrow]);
}
