import { ActionIcon, Button } from '@mantine/core';
import { MapPin, PackagePlus, Pencil, Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, EmptyState, ErrorLine, Pane, SkeletonRows, Tag } from '../../ui/index.ts';
import { HistoryList } from '../audit/HistoryList.tsx';
import { AdjustForm } from './AdjustForm.tsx';
import { BinCard } from './BinCard.tsx';
import { EditItemForm } from './EditItemForm.tsx';
import { ItemFigures } from './ItemFigures.tsx';
import { type LotAct, LotActForm } from './LotActForm.tsx';
import { Lots, type Lot } from './Lots.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';
import { LabelsMenu } from '../stockReports/LabelsMenu.tsx';
import { ReorderForm } from './ReorderForm.tsx';
import { StockStatus } from './StockStatus.tsx';
import { MedicineFlags } from '../knowledge/MedicineFlags.tsx';
import { medicineWords } from './words.ts';

type Act = { kind: 'receive' } | { kind: 'reorder' } | { kind: 'edit' } | { kind: 'adjust' | LotAct; lot: Lot };

/** One item: what there is, in which lots, how it came and went, and what can be done about it. */
export function ItemPane({ itemId, onClose }: { itemId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const card = useQuery('inventory.item', { itemId });
  const [act, setAct] = useState<Act | null>(null);
  const close = (
    <ActionIcon variant="subtle" color="gray" size="md" aria-label={t('inventory.card.close')} onClick={onClose}>
      <X size={16} aria-hidden="true" />
    </ActionIcon>
  );

  if (!card.data)
    return (
      <Pane title={t('inventory.card.label')} actions={close}>
        {card.error ? <ErrorLine error={card.error} onRetry={() => void card.refetch()} /> : <SkeletonRows rows={8} />}
      </Pane>
    );
  const { item, lots, holds, movements, product, value, currency } = card.data;
  const acts: LotAct[] = [
    ...(can('StockMovement.create') ? (['move', 'ward', 'return'] as const) : []),
    ...(can('StockMovement.adjust') ? (['hold', 'release'] as const) : []),
  ];
  const done = () => setAct(null);
  return (
    <div
      className="mv-pane"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <Pane
        label={t('inventory.card.label')}
        title={
          <div className="mv-title-line">
            <h2>{medicineWords(item)}</h2>
            <StockStatus status={item.status} />
            {item.isControlled && <Tag tone="amber">{t('inventory.controlled')}</Tag>}
            {item.isColdChain && <Tag tone="blue">{t('inventory.coldChain')}</Tag>}
            <MedicineFlags text={medicineWords(item)} />
          </div>
        }
        actions={close}
      >
        <div className="mv-stack">
          <ItemFigures item={item} product={product} value={value} currency={currency} />
          <div className="mv-actions">
            {can('StockMovement.create') && (
              <Button leftSection={<PackagePlus size={14} aria-hidden="true" />} onClick={() => setAct({ kind: 'receive' })}>
                {t('inventory.receive.open')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<MapPin size={14} aria-hidden="true" />}
              onClick={() => navigate(`/nearby?item=${item.itemId}`)}
            >
              {t('inventory.card.nearby')}
            </Button>
            <LabelsMenu itemId={item.itemId} />
            {can('InventoryItem.update') && (
              <>
                <Button variant="default" onClick={() => setAct({ kind: 'reorder' })}>
                  {t('inventory.reorder.open')}
                </Button>
                <Button variant="default" leftSection={<Pencil size={14} aria-hidden="true" />} onClick={() => setAct({ kind: 'edit' })}>
                  {t('items.edit')}
                </Button>
              </>
            )}
          </div>
          {act?.kind === 'receive' && <ReceiveForm item={item} onDone={done} />}
          {act?.kind === 'edit' && <EditItemForm itemId={item.itemId} onDone={done} />}
          {act?.kind === 'reorder' && <ReorderForm item={item} onDone={done} />}
          {act?.kind === 'adjust' && <AdjustForm key={`${act.lot.lotId} ${act.lot.locationId}`} item={item} lot={act.lot} onDone={done} />}
          {act && 'lot' in act && act.kind !== 'adjust' && (
            <LotActForm key={`${act.kind} ${act.lot.lotId} ${act.lot.locationId}`} act={act.kind} item={item} lot={act.lot} onDone={done} />
          )}
          <Card title={t('inventory.card.lots')}>
            {lots.length === 0 ? (
              <EmptyState icon={Search} title={t('inventory.card.noLots')} text={t('inventory.card.noLotsText')} />
            ) : (
              <>
                <Lots
                  lots={lots}
                  currency={currency}
                  released={new Set(holds.filter((hold) => hold.isOwn).map((hold) => hold.lotId))}
                  acts={acts}
                  onAct={(kind, lot) => setAct({ kind, lot })}
                  {...(can('StockMovement.adjust') ? { onAdjust: (lot: Lot) => setAct({ kind: 'adjust', lot }) } : {})}
                />
                <Holds holds={holds} lots={lots} />
              </>
            )}
          </Card>
          <Card title={t('inventory.card.movements')}>
            <BinCard item={item} movements={movements} currency={currency} lots={lots} />
          </Card>
          <ItemHistory itemId={itemId} />
        </div>
      </Pane>
    </div>
  );
}

/** Why lots are not to be used, with who said so. */
function Holds({ holds, lots }: Pick<Output<'inventory.item'>, 'holds' | 'lots'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return holds.map((hold) => (
    <p key={`${hold.lotId} ${hold.heldAt} ${hold.reason}`} className="mv-muted">
      {t('ledger.held', {
        lot: lots.find((lot) => lot.lotId === hold.lotId)?.lotNumber ?? '',
        status: t(`ledger.heldStatus.${hold.status}`),
        reason: hold.reason,
        by: hold.by,
        when: format.instant(hold.heldAt),
      })}
    </p>
  ));
}

function ItemHistory({ itemId }: { itemId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery('inventory.history', { itemId });
  return (
    <Card title={t('audit.history.ofItem')}>
      <ErrorLine error={error} />
      {data && <HistoryList entries={data.entries} />}
    </Card>
  );
}
