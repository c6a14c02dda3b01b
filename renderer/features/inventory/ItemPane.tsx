import { ActionIcon, Button } from '@mantine/core';
import { MapPin, PackagePlus, Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, EmptyState, ErrorLine, Pane, SkeletonRows, Tag } from '../../ui/index.ts';
import { HistoryList } from '../audit/HistoryList.tsx';
import { AdjustForm } from './AdjustForm.tsx';
import { BinCard } from './BinCard.tsx';
import { ItemFigures } from './ItemFigures.tsx';
import { Lots, type Lot } from './Lots.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';
import { ReorderForm } from './ReorderForm.tsx';
import { StockStatus } from './StockStatus.tsx';
import { medicineWords } from './words.ts';

type Act = { kind: 'receive' } | { kind: 'reorder' } | { kind: 'adjust'; lot: Lot };

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
  const { item, lots, movements, product } = card.data;
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
          </div>
        }
        actions={close}
      >
        <div className="mv-stack">
          <ItemFigures item={item} product={product} />
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
            {can('InventoryItem.update') && (
              <Button variant="default" onClick={() => setAct({ kind: 'reorder' })}>
                {t('inventory.reorder.open')}
              </Button>
            )}
          </div>
          {act?.kind === 'receive' && <ReceiveForm item={item} onDone={done} />}
          {act?.kind === 'reorder' && <ReorderForm item={item} onDone={done} />}
          {act?.kind === 'adjust' && <AdjustForm key={act.lot.lotId} item={item} lot={act.lot} onDone={done} />}
          <Card title={t('inventory.card.lots')}>
            {lots.length === 0 ? (
              <EmptyState icon={Search} title={t('inventory.card.noLots')} text={t('inventory.card.noLotsText')} />
            ) : (
              <Lots lots={lots} {...(can('StockMovement.adjust') ? { onAdjust: (lot: Lot) => setAct({ kind: 'adjust', lot }) } : {})} />
            )}
          </Card>
          <Card title={t('inventory.card.movements')}>
            <BinCard item={item} movements={movements} />
          </Card>
          <ItemHistory itemId={itemId} />
        </div>
      </Pane>
    </div>
  );
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
