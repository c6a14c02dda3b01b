import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sayAmount, sayFigure } from '../../../preload/contract/amounts.ts';
import type { Dosage } from '../../../preload/contract/dosage.ts';
import { directionsSentence } from '../../../preload/contract/dosageSentence.ts';
import type { DoseProduct, WorkingLine } from '../../../preload/contract/dosing.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useLocale } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Notice, Tag } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { wordLine } from './workingWords.ts';

type Result = NonNullable<Output<'dosing.calculate'>['result']>;
export type UseDose = (dosage: Dosage, quantity: number | null, product: DoseProduct) => void;

/** The dose, how it came to be line by line, and how it is given with what is on the shelf. */
export function DoseResult({ result, itemId, onUse }: { result: Result; itemId: string | null; onUse: UseDose | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const can = useCan();
  const { perDose, range, timesPerDay } = result;
  const often =
    timesPerDay === null
      ? t('dosing.once')
      : timesPerDay < 1
        ? t('dosing.weekly')
        : t('dosing.timesADay', { count: Math.round(timesPerDay) });
  const products = result.products.toSorted((a, b) => Number(b.itemId === itemId) - Number(a.itemId === itemId));
  const high = sayAmount({ value: range.high, unit: perDose.unit }, locale);
  return (
    <div className="mv-dose-result">
      <div className="mv-dose-answer" role="status">
        <strong>{sayAmount(perDose, locale)}</strong>
        <span>
          {t('dosing.atATime')}, {often}
        </span>
        <small className="mv-muted">
          {range.low !== null && range.low < range.high
            ? t('dosing.range', { low: sayAmount({ value: range.low, unit: perDose.unit }, locale), high })
            : t('dosing.upTo', { high })}
        </small>
      </div>
      <section aria-label={t('dosing.working')}>
        <h3>{t('dosing.working')}</h3>
        <WorkingList lines={result.working} />
      </section>
      <section aria-label={t('dosing.products')}>
        <h3>{t('dosing.products')}</h3>
        {!can('InventoryItem.read') && <Notice tone="grey">{t('dosing.noShelf')}</Notice>}
        {can('InventoryItem.read') && result.products.length === 0 && <p className="mv-muted">{t('dosing.noProducts')}</p>}
        <ul className="mv-dose-products">
          {products.map((product, at) => (
            <ProductCard key={product.itemId} product={product} isFirst={at === 0} onUse={onUse} />
          ))}
        </ul>
      </section>
    </div>
  );
}

export function WorkingList({ lines }: { lines: readonly WorkingLine[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <ol className="mv-dose-working">
      {lines.map((line, at) => (
        <li key={at}>
          {wordLine(line, t, locale)}
          {line.source && (
            <small className="mv-muted">
              {t('dosing.sources')}: {line.source}
            </small>
          )}
        </li>
      ))}
    </ol>
  );
}

function ProductCard({ product, isFirst, onUse }: { product: DoseProduct; isFirst: boolean; onUse: UseDose | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const units = useUnits();
  const { plan, problem } = product;
  const stock = product.onHand > 0 ? t('dosing.inStock', { quantity: units.count(product.onHand, product.unit) }) : t('dosing.outOfStock');
  const isShort = plan?.quantity !== null && plan !== null && plan.quantity > product.onHand;
  return (
    <li className="mv-dose-product" data-fits={plan !== null}>
      <div className="mv-dose-product-head">
        <strong>{product.name}</strong>
        <Tag tone={product.onHand > 0 ? 'green' : 'grey'}>{stock}</Tag>
        {plan && isShort && product.onHand > 0 && <Tag tone="amber">{t('dosing.short')}</Tag>}
      </div>
      {plan ? (
        <>
          <p>{directionsSentence(plan.dosage, locale)}</p>
          <small className="mv-muted">
            {plan.deviation === 0
              ? t('dosing.exactly')
              : t('dosing.deviation', { percent: `${plan.deviation > 0 ? '+' : '−'}${sayFigure(Math.abs(plan.deviation), locale)}` })}
            {plan.quantity !== null && ` · ${t('dosing.quantity', { quantity: units.count(plan.quantity, product.unit) })}`}
            {plan.packs !== null && product.packSize > 1 && ` (${t('dosing.packs', { count: plan.packs, size: product.packSize })})`}
          </small>
          <details open={isFirst}>
            <summary>{t('dosing.working')}</summary>
            <WorkingList lines={product.working} />
          </details>
          {onUse && (
            <Button size="compact-sm" variant={isFirst ? 'filled' : 'default'} onClick={() => onUse(plan.dosage, plan.quantity, product)}>
              {t('dosing.use')}
            </Button>
          )}
        </>
      ) : (
        problem && <p className="mv-muted">{t(`dosing.problem.${problem}`)}</p>
      )}
    </li>
  );
}
