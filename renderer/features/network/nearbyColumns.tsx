import { House } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { NearbyRow } from '../../../preload/contract/network.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, Tag } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { trackFor } from '../inventory/textWidth.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { facilityTypeWord, oldAfterSeconds } from './words.ts';

export type NearbyLine = { kind: 'ours'; item: ItemRow } | { kind: 'theirs'; row: NearbyRow };

/** `readAt`: milliseconds when the answer came; a figure goes on ageing while it is looked at. */
export function useNearbyColumns(lines: readonly NearbyLine[], readAt: number): readonly Column<NearbyLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const nameTrack = useMemo(() => trackFor(lines.map(nameOf), 24), [lines]);
  return useMemo(() => {
    const ageOf = (row: NearbyRow) => row.ageSeconds + Math.max(0, Math.round((format.now - readAt) / 1000));
    const figure = (line: NearbyLine) =>
      line.kind === 'ours'
        ? t('network.nearby.now', { quantity: units.count(line.item.usable, line.item.unit) })
        : t('network.nearby.figure', {
            quantity: line.row.onHand > 0 ? units.count(line.row.onHand, line.row.unit) : t('network.nearby.none'),
            age: format.ageSeconds(ageOf(line.row)),
          });
    const kmOf = (line: NearbyLine) => {
      if (line.kind === 'ours') return '0';
      return line.row.km === null ? '–' : format.number(line.row.km, line.row.km < 10 ? 1 : 0);
    };
    return [
      {
        key: 'facility',
        head: t('network.nearby.column.facility'),
        width: 'minmax(180px, 1fr)',
        text: (line) => (line.kind === 'ours' ? t('network.nearby.here') : line.row.facilityName),
        cell: (line) =>
          line.kind === 'ours' ? (
            <strong className="mv-badge-line">
              <House size={14} aria-hidden="true" />
              {t('network.nearby.here')}
            </strong>
          ) : (
            line.row.facilityName
          ),
      },
      {
        key: 'type',
        head: t('network.nearby.column.type'),
        width: '112px',
        text: (line) => (line.kind === 'ours' ? '' : facilityTypeWord(line.row.facilityType, t)),
        cell: (line) => (line.kind === 'ours' ? '' : facilityTypeWord(line.row.facilityType, t)),
      },
      { key: 'km', head: t('network.nearby.column.km'), width: '72px', isNumeric: true, text: kmOf, cell: kmOf },
      {
        key: 'quantity',
        head: t('network.nearby.column.quantity'),
        width: 'minmax(210px, 1fr)',
        text: figure,
        cell: (line) => (
          <span className="mv-badge-line">
            {figure(line)}
            {line.kind === 'theirs' && ageOf(line.row) >= oldAfterSeconds && <Tag>{t('network.nearby.old')}</Tag>}
            {line.kind === 'theirs' && line.row.clockSuspect && <Tag tone="amber">{t('network.nearby.clockSuspect')}</Tag>}
          </span>
        ),
      },
      {
        key: 'item',
        head: t('network.nearby.column.item'),
        width: nameTrack,
        text: nameOf,
        cell: nameOf,
      },
      {
        key: 'expiry',
        head: t('network.nearby.column.expiry'),
        width: '176px',
        text: (line) => (line.kind === 'ours' ? line.item.nearestExpiry : line.row.nearestExpiry) ?? '',
        cell: (line) => {
          const expiry = line.kind === 'ours' ? line.item.nearestExpiry : line.row.nearestExpiry;
          return expiry === null ? <span className="mv-muted">{'–'}</span> : <Expiry expiry={expiry} />;
        },
      },
      {
        key: 'phone',
        head: t('network.nearby.column.phone'),
        width: '136px',
        text: (line) => (line.kind === 'ours' ? '' : (line.row.phone ?? '')),
        cell: (line) => (line.kind === 'ours' ? '' : (line.row.phone ?? '–')),
      },
    ];
  }, [t, format, units, nameTrack, readAt]);
}

function nameOf(line: NearbyLine): string {
  return line.kind === 'ours' ? medicineWords(line.item) : line.row.itemName;
}
