import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow, Product } from '../../../preload/contract/inventory.ts';
import { useFormat } from '../../lib/format.ts';
import { useQuery } from '../../lib/api.ts';
import { WhyButton } from '../replenishment/WhyButton.tsx';
import { useAmount } from '../replenishment/words.ts';
import { monthsOfStock, useUnits } from './words.ts';

/** The item's numbers side by side, each with its unit. */
export function ItemFigures({ item, product, value, currency }: { item: ItemRow; product: Product; value: number; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const amount = useAmount();
  const plan = useQuery('replenishment.ofItem', { itemId: item.itemId }).data?.reorder;
  const months = monthsOfStock(item);
  const blocked = item.onHand - item.usable;
  const strength = (one: Product['ingredients'][number]) =>
    one.strength === null ? one.inn : `${one.inn} ${format.measure(one.strength)} ${one.unit ?? ''}`.trim();
  return (
    <>
      <dl className="mv-figures">
        <Figure label={t('inventory.card.onHand')} value={format.number(item.onHand)} more={units.many(item.unit)} />
        <Figure
          label={t('inventory.card.usable')}
          value={format.number(item.usable)}
          more={blocked > 0 ? t('inventory.card.notUsable', { quantity: format.number(blocked) }) : units.many(item.unit)}
        />
        <Figure
          label={t('inventory.card.amc')}
          value={item.amc === null ? '–' : amount(item.amc)}
          more={item.amc === null ? t('inventory.noHistory') : units.many(item.unit)}
          why={<WhyButton itemId={item.itemId} label={t('replenishment.why.openAmc')} />}
        />
        <Figure
          label={t('inventory.card.lasts')}
          value={months === null ? '–' : format.number(months, 1)}
          {...(months === null ? {} : { more: t('inventory.card.months', { count: months }) })}
          why={<WhyButton itemId={item.itemId} label={t('replenishment.why.openMonths')} />}
        />
        <Figure
          label={t('replenishment.why.point')}
          value={plan ? format.number(plan.reorderPoint) : '–'}
          more={units.many(item.unit)}
          why={<WhyButton itemId={item.itemId} label={t('replenishment.why.openPoint')} />}
        />
        <Figure
          label={t('inventory.card.reorderLevel')}
          value={item.reorderLevel > 0 ? format.number(item.reorderLevel) : '–'}
          more={item.reorderLevel > 0 ? units.many(item.unit) : t('inventory.card.noReorderLevel')}
        />
        {value > 0 && (
          <Figure
            label={t('ledger.worth')}
            value={format.money(value, currency)}
            more={t('ledger.worthEach', { amount: format.money(Math.round(value / item.onHand), currency) })}
          />
        )}
      </dl>
      <div className="mv-muted">
        {t('inventory.card.packOf', { packSize: units.count(item.packSize, item.unit) })}
        {' · '}
        {product.ingredients.map(strength).join(' + ')}
        {item.atc && ` · ${item.atc}`}
      </div>
    </>
  );
}

function Figure(props: { label: string; value: string; more?: string; why?: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.value}
        {props.why}
        {props.more && <small>{props.more}</small>}
      </dd>
    </div>
  );
}
