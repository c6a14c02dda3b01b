import { ActionIcon, Button, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';
import { Expiry } from './Expiry.tsx';
import type { LotAct } from './LotActForm.tsx';
import { SmallTable } from './SmallTable.tsx';

export type Lot = Output<'inventory.item'>['lots'][number];

/** What a lot is good for today: its own status, or 'expired' once its last day has passed. */
export function lotWord(lot: Pick<Lot, 'expiry' | 'status'>, today: string): Lot['status'] | 'expired' {
  return lot.status === 'active' && lot.expiry !== null && lot.expiry < today ? 'expired' : lot.status;
}

/** What there is of the item, lot by lot and place by place, and what it is worth. */
export function Lots(props: {
  lots: readonly Lot[];
  currency: string;
  /** lots that a person put on hold, and may be released here */
  released: ReadonlySet<string>;
  acts: readonly LotAct[];
  onAdjust?: (lot: Lot) => void;
  onAct: (act: LotAct, lot: Lot) => void;
}) {
  const { lots, onAdjust, currency } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isOnePlace = new Set(lots.map((lot) => lot.locationId)).size < 2;
  return (
    <SmallTable
      label={t('inventory.card.lots')}
      rows={lots}
      rowId={(lot) => `${lot.lotId} ${lot.locationId}`}
      isMuted={(lot) => lot.onHand === 0}
      columns={[
        {
          key: 'lot',
          head: t('inventory.lot.number'),
          cell: (lot) => (
            <>
              {lot.lotNumber}
              {!isOnePlace && <small className="mv-second">{lot.locationName}</small>}
            </>
          ),
        },
        { key: 'expiry', head: t('inventory.lot.expiry'), cell: (lot) => <Expiry expiry={lot.expiry} /> },
        {
          key: 'status',
          head: t('inventory.lot.status'),
          cell: (lot) => {
            const word = lotWord(lot, format.today);
            const text = t(`inventory.lot.word.${word}`);
            return word === 'active' ? text : <Tag tone={word === 'on-hold' ? 'amber' : 'red'}>{text}</Tag>;
          },
        },
        {
          key: 'on-hand',
          head: t('inventory.lot.onHand'),
          isNumeric: true,
          cell: (lot) => (
            <>
              {format.number(lot.onHand)}
              {lot.reserved > 0 && <small className="mv-second">{t('ledger.reserved', { quantity: format.number(lot.reserved) })}</small>}
            </>
          ),
        },
        { key: 'worth', head: t('ledger.worth'), isNumeric: true, cell: (lot) => format.money(lot.value, currency) },
        ...(onAdjust || props.acts.length > 0
          ? [
              {
                key: 'act',
                head: '',
                isNumeric: true,
                cell: (lot: Lot) => (
                  <span className="mv-badge-line">
                    {onAdjust && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={t('inventory.lot.adjustLot', { lot: lot.lotNumber })}
                        onClick={() => onAdjust(lot)}
                      >
                        {t('inventory.lot.adjust')}
                      </Button>
                    )}
                    <LotMenu lot={lot} acts={actsOf(lot, props.acts, props.released)} onAct={(act) => props.onAct(act, lot)} />
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What makes sense for this lot now. */
function actsOf(lot: Lot, acts: readonly LotAct[], released: ReadonlySet<string>): LotAct[] {
  return acts.filter((act) => {
    if (act === 'release') return released.has(lot.lotId);
    if (act === 'hold') return !released.has(lot.lotId) && lot.status === 'active';
    return act === 'return' || lot.onHand > 0;
  });
}

function LotMenu({ lot, acts, onAct }: { lot: Lot; acts: readonly LotAct[]; onAct: (act: LotAct) => void }) {
  const { t } = useTranslation();
  if (acts.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="sm" aria-label={t('ledger.more', { lot: lot.lotNumber })}>
          <Ellipsis size={14} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <Menu.Item key={act} onClick={() => onAct(act)}>
            {t(`ledger.act.${act}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
