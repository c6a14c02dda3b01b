import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { ConfirmButton, ErrorLine, notifyDone, Tag } from '../../ui/index.ts';
import type { Lot } from './Lots.tsx';
import { SmallTable } from './SmallTable.tsx';
import { StockCardRange, useStockCard } from './StockCardRange.tsx';
import { StockLine } from './StockLine.tsx';
import { useUnits } from './words.ts';

type Movement = Output<'inventory.item'>['movements'][number];
const atFirst = 60;

/** Every movement with the balance after it and who entered it; a wrong one is reversed, never removed. */
export function BinCard(props: { item: ItemRow; movements: readonly Movement[]; currency: string; lots: readonly Lot[] }) {
  const { item, currency } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [isWhole, setWhole] = useState(false);
  const reverse = useCommand('inventory.reverse');
  const card = useStockCard(item.itemId);
  const movements = card.range ? (card.shown?.movements ?? []) : props.movements;
  if (props.movements.length === 0) return <p className="mv-muted">{t('inventory.card.noMovements')}</p>;

  const reverseNow = async (movement: Movement, note: string) => {
    const answer = await reverse.run({ movementId: movement.id, note });
    if (answer)
      notifyDone(
        t('inventory.movement.reversedNow', {
          quantity: units.count(Math.abs(movement.quantity), item.unit),
          onHand: format.number(answer.onHand),
        }),
      );
  };
  const act = (movement: Movement) => {
    if (!can('StockMovement.adjust') || movement.isReversed || movement.reversesId !== null) return null;
    const quantity = units.count(Math.abs(movement.quantity), item.unit);
    const about = { quantity, lot: movement.lotNumber, after: format.number(item.onHand - movement.quantity) };
    return (
      <ConfirmButton
        size="compact-xs"
        label={t('inventory.movement.reverse')}
        title={t('inventory.movement.reverseTitle')}
        consequence={
          movement.reason === 'move-in' || movement.reason === 'move-out'
            ? t('ledger.reverseMove', about)
            : movement.quantity > 0
              ? t('inventory.movement.reverseIn', about)
              : t('inventory.movement.reverseOut', about)
        }
        confirmLabel={t('inventory.movement.reverseConfirm', { quantity })}
        reasonLabel={t('inventory.movement.reverseReason')}
        isDanger
        onConfirm={(reason) => reverseNow(movement, reason)}
      />
    );
  };
  return (
    <div className="mv-stack">
      <ErrorLine error={reverse.error} />
      <StockLine movements={movements} reorderLevel={item.reorderLevel} />
      <StockCardRange item={item} card={card} lots={props.lots} currency={currency} />
      <SmallTable
        label={t('inventory.card.movements')}
        rows={isWhole ? movements : movements.slice(0, atFirst)}
        rowId={(movement) => movement.id}
        isMuted={(movement) => movement.isReversed}
        columns={[
          {
            key: 'when',
            head: t('inventory.movement.whenBy'),
            cell: (movement) => (
              <>
                <time dateTime={movement.movedAt}>
                  {movement.recordedAt === null ? format.instant(movement.movedAt) : format.day(movement.localDate)}
                </time>
                <small className="mv-second">{movement.by}</small>
              </>
            ),
          },
          {
            key: 'reason',
            head: t('inventory.movement.reason'),
            isWide: true,
            cell: (movement) => (
              <>
                <Reason movement={movement} />
                <small className="mv-second">
                  {[
                    t('inventory.movement.lotAndNote', { lot: movement.lotNumber }),
                    movement.locationName,
                    movement.note,
                    movement.recordedAt === null ? '' : t('ledger.late', { when: format.instant(movement.recordedAt) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </>
            ),
          },
          {
            key: 'quantity',
            head: t('inventory.movement.quantity'),
            isNumeric: true,
            cell: (movement) => (
              <>
                {movement.quantity > 0 ? `+${format.number(movement.quantity)}` : `−${format.number(-movement.quantity)}`}
                <small className="mv-second">{format.money(Math.abs(movement.value), currency)}</small>
              </>
            ),
          },
          {
            key: 'balance',
            head: t('inventory.movement.balance'),
            isNumeric: true,
            cell: (movement) => <strong>{format.number(movement.balanceAfter)}</strong>,
          },
          { key: 'act', head: '', isNumeric: true, cell: act },
        ]}
      />
      {!isWhole && movements.length > atFirst && (
        <div>
          <Button variant="default" onClick={() => setWhole(true)}>
            {t('inventory.card.showAll', { count: movements.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

type ReasonKey = keyof typeof en.inventory.movement.word;

function Reason({ movement }: { movement: Movement }) {
  const { t } = useTranslation();
  const word = Object.hasOwn(en.inventory.movement.word, movement.reason)
    ? t(`inventory.movement.word.${movement.reason as ReasonKey}`)
    : movement.reason;
  return (
    <span className="mv-badge-line">
      {word}
      {movement.isReversed && <Tag>{t('inventory.movement.reversed')}</Tag>}
      {movement.reversesId !== null && <Tag title={t('inventory.movement.reverses')}>{t('inventory.movement.word.reversal')}</Tag>}
    </span>
  );
}
