import { Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMonths } from '../../../preload/contract/dates.ts';
import type { Output } from '../../../preload/contract/index.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import type { Lot } from './Lots.tsx';
import { useUnits } from './words.ts';

type Range = { from: string | null; to: string | null; locationId: string | null };
type StockCard = {
  /** null: the newest movements of all places */
  range: Range | null;
  setRange: (range: Range | null) => void;
  asked: { itemId: string; from: string; to: string; locationId?: string };
  shown: Output<'inventory.stockCard'> | undefined;
  error: unknown;
};

/** Which days and which place of the card are looked at; the newest of everything until something is chosen. */
export function useStockCard(itemId: string): StockCard {
  const format = useFormat();
  const [range, setRange] = useState<Range | null>(null);
  const to = range?.to ?? format.today;
  const from = range?.from ?? addMonths(to, -12);
  const asked = { itemId, from, to, ...(range?.locationId ? { locationId: range.locationId } : {}) };
  const { data, error } = useQuery('inventory.stockCard', asked, { enabled: range !== null, keepPrevious: true });
  return { range, setRange, asked, shown: range === null ? undefined : data, error };
}

/** The days and the place of the card, what was brought and carried forward, and the card as a file. */
export function StockCardRange(props: { item: ItemRow; card: StockCard; lots: readonly Lot[]; currency: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const exported = useCommand('inventory.exportStockCard');
  const { item, card, lots, currency } = props;
  const places = [...new Map(lots.map((lot) => [lot.locationId, lot.locationName]))];
  const set = (change: Partial<Range>) => {
    const next = { from: null, to: null, locationId: null, ...card.range, ...change };
    card.setRange(next.from === null && next.to === null && next.locationId === null ? null : next);
  };
  const day = (name: 'from' | 'to') => (
    <DateInput
      label={t(`ledger.card.${name}`)}
      size="xs"
      w={108}
      valueFormat="D MMM YYYY"
      value={card.range?.[name] ?? null}
      onChange={(value) => set({ [name]: value })}
      maxDate={format.today}
      clearable
    />
  );
  const said = (which: 'opening' | 'closing') => {
    const held = card.shown?.[which];
    return held && t(`ledger.card.${which}`, { quantity: units.count(held.onHand, item.unit), value: format.money(held.value, currency) });
  };
  return (
    <>
      <div className="mv-card-range">
        {day('from')}
        {day('to')}
        {places.length > 1 && (
          <Select
            label={t('ledger.card.place')}
            size="xs"
            w={128}
            placeholder={t('ledger.card.allPlaces')}
            data={places.map(([value, label]) => ({ value, label }))}
            value={card.range?.locationId ?? null}
            onChange={(locationId) => set({ locationId })}
            clearable
          />
        )}
        <ExportFileMenu
          label={t('ledger.card.export')}
          formats={[
            { format: 'pdf', label: t('ledger.card.pdf') },
            { format: 'csv', label: t('ledger.card.csv') },
          ]}
          make={(kind) =>
            exported.run({ ...card.asked, format: kind === 'pdf' ? 'pdf' : 'csv', locale: i18n.language === 'fr' ? 'fr' : 'en' })
          }
          done={(made) => t('ledger.card.saved', { name: made.name })}
          error={exported.error}
          isRunning={exported.isRunning}
        />
      </div>
      <ErrorLine error={card.error} />
      {card.shown && (
        <p className="mv-muted" role="status">
          {[said('opening'), said('closing'), card.shown.movements.length === 0 && t('ledger.card.nothing')].filter(Boolean).join(' · ')}
        </p>
      )}
    </>
  );
}
