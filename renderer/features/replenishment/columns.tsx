import { Checkbox, NumberInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WasteRow } from '../../../preload/contract/replenishment.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, Tag } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { trackFor } from '../inventory/textWidth.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { costOf, type DraftLine, editLine } from './draft.ts';
import { useAmount } from './words.ts';

const item = (line: { itemName: string; form: string }) => medicineWords({ name: line.itemName, form: line.form });

/** The suggested order: ticked and edited in the row itself; opening a row tells why. */
export function useOrderColumns(lines: readonly DraftLine[], currency: string, isNarrow: boolean): readonly Column<DraftLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const amount = useAmount();
  const nameTrack = useMemo(() => trackFor(lines.map(item), 16, 160), [lines]);
  return useMemo(() => {
    const runsOut = (line: DraftLine) =>
      line.usable === 0 ? (
        <Tag tone="red">{t('replenishment.now')}</Tag>
      ) : line.runsOutOn === null ? (
        '–'
      ) : line.runsOutOn <= format.today ? (
        <Tag tone="red">{format.day(line.runsOutOn)}</Tag>
      ) : (
        format.day(line.runsOutOn)
      );
    const cost = (line: DraftLine) => {
      const sum = costOf(line);
      return sum === null ? '–' : format.money(sum, currency);
    };
    const columns: readonly (Column<DraftLine> & { isWide?: boolean })[] = [
      {
        key: 'take',
        head: t('replenishment.column.take'),
        width: '60px',
        cell: (line) => (
          <span role="presentation" onClick={(event) => event.stopPropagation()}>
            <Checkbox
              size="xs"
              aria-label={t('replenishment.take', { item: item(line) })}
              checked={line.isTaken}
              onChange={(event) => {
                const isTaken = event.currentTarget.checked;
                editLine(line.itemId, { isTaken, ...(isTaken && line.chosenPacks === 0 ? { packs: line.packs } : {}) });
              }}
            />
          </span>
        ),
      },
      {
        key: 'item',
        head: t('replenishment.column.item'),
        width: nameTrack,
        text: item,
        cell: item,
      },
      {
        key: 'ven',
        head: t('replenishment.column.ven'),
        width: '104px',
        isWide: true,
        cell: (line) => (line.ven === null ? '–' : t(`replenishment.ven.${line.ven}`)),
      },
      { key: 'runs-out', head: t('replenishment.column.runsOut'), width: '104px', text: (line) => line.runsOutOn ?? '', cell: runsOut },
      {
        key: 'usable',
        head: t('replenishment.column.usable'),
        width: '72px',
        isNumeric: true,
        isWide: true,
        cell: (line) => format.number(line.usable),
      },
      {
        key: 'on-order',
        head: t('replenishment.column.onOrder'),
        width: '78px',
        isNumeric: true,
        isWide: true,
        cell: (line) => (line.onOrder === 0 ? '–' : format.number(line.onOrder)),
      },
      {
        key: 'amc',
        head: t('replenishment.column.amc'),
        width: '96px',
        isNumeric: true,
        isWide: true,
        cell: (line) => (line.amc === null ? '–' : amount(line.amc)),
      },
      {
        key: 'packs',
        head: t('replenishment.column.packs'),
        width: '84px',
        isNumeric: true,
        text: (line) => String(line.chosenPacks),
        cell: (line) => (
          <span role="presentation" onClick={(event) => event.stopPropagation()}>
            <NumberInput
              size="xs"
              w={68}
              classNames={{ input: 'mv-packs-input' }}
              hideControls
              min={0}
              max={100_000}
              decimalScale={0}
              allowNegative={false}
              aria-label={t('replenishment.packsOf', { item: item(line) })}
              value={line.chosenPacks}
              onChange={(next) => {
                const packs = Math.max(0, Math.min(100_000, Math.trunc(Number(next)) || 0));
                editLine(line.itemId, { packs, isTaken: packs > 0 });
              }}
            />
          </span>
        ),
      },
      {
        key: 'quantity',
        head: t('replenishment.column.quantity'),
        width: '112px',
        isNumeric: true,
        isWide: true,
        text: (line) => String(line.chosenPacks * line.packSize),
        cell: (line) => units.count(line.chosenPacks * line.packSize, line.unit),
      },
      { key: 'cost', head: t('replenishment.column.cost'), width: '108px', isNumeric: true, isWide: true, text: cost, cell: cost },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, units, amount, currency, isNarrow, nameTrack]);
}

/** Lots of which something will be left on their last day. */
export function useWasteColumns(currency: string, isNarrow: boolean): readonly Column<WasteRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return useMemo(() => {
    const columns: readonly (Column<WasteRow> & { isWide?: boolean })[] = [
      { key: 'item', head: t('replenishment.column.item'), width: 'minmax(170px, 3fr)', text: item, cell: item },
      { key: 'lot', head: t('replenishment.column.lot'), width: '110px', isWide: true, text: (row) => row.lotNumber, cell: (row) => row.lotNumber },
      { key: 'expiry', head: t('replenishment.column.expiry'), width: '200px', text: (row) => row.expiry, cell: (row) => <Expiry expiry={row.expiry} /> },
      { key: 'on-hand', head: t('replenishment.column.onHand'), width: '140px', isNumeric: true, isWide: true, cell: (row) => units.count(row.onHand, row.unit) },
      { key: 'waste', head: t('replenishment.column.waste'), width: '130px', isNumeric: true, text: (row) => String(row.waste), cell: (row) => units.count(row.waste, row.unit) },
      { key: 'value', head: t('replenishment.column.value'), width: '120px', isNumeric: true, isWide: true, cell: (row) => format.money(row.wasteValue, currency) },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, units, currency, isNarrow]);
} // prettier-ignore
