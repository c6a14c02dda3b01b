import { useTranslation } from 'react-i18next';
import type { ItemRow, Product } from '../../../preload/contract/inventory.ts';
import { useFormat } from '../../lib/format.ts';
import { monthsOfStock, useUnits } from './words.ts';

/** The item's numbers side by side, each with its unit. */
export function ItemFigures({ item, product }: { item: ItemRow; product: Product }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
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
          value={item.amc === null ? '–' : format.number(item.amc)}
          more={item.amc === null ? t('inventory.noHistory') : units.many(item.unit)}
        />
        <Figure
          label={t('inventory.card.lasts')}
          value={months === null ? '–' : format.number(months, 1)}
          {...(months === null ? {} : { more: t('inventory.card.months', { count: months }) })}
        />
        <Figure
          label={t('inventory.card.reorderLevel')}
          value={item.reorderLevel > 0 ? format.number(item.reorderLevel) : '–'}
          more={item.reorderLevel > 0 ? units.many(item.unit) : t('inventory.card.noReorderLevel')}
        />
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

function Figure(props: { label: string; value: string; more?: string }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.value}
        {props.more && <small>{props.more}</small>}
      </dd>
    </div>
  );
}
