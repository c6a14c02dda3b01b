import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { scales, stepPath } from './stepPath.ts';

const height = 64;

/** The bin card as a step line: receipts marked, the reorder level dashed. Its table stands right below. */
export function StockLine({
  movements,
  reorderLevel,
}: {
  movements: readonly Output<'inventory.item'>['movements'][number][];
  reorderLevel: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const steps = movements
    .map((movement) => ({ at: Date.parse(movement.movedAt), balance: movement.balanceAfter, isReceipt: movement.reason === 'receipt' }))
    .sort((a, b) => a.at - b.at);
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last || steps.length < 3) return null;
  const most = Math.max(reorderLevel, ...steps.map((step) => step.balance));
  const size = { width: Math.max(0, width - 4), height };
  const { x, y } = scales(first.at, format.now, most, size);
  const words = t('inventory.movement.line', {
    day: format.dayOf(new Date(first.at).toISOString()),
    from: format.number(first.balance),
    to: format.number(last.balance),
    most: format.number(most),
  });
  return (
    <figure ref={ref} className="mv-stock-line">
      <svg width={size.width + 4} height={height + 6} role="img" aria-label={words}>
        <g transform="translate(2 3)">
          <line x1={0} x2={size.width} y1={height} y2={height} className="mv-line-base" />
          {reorderLevel > 0 && <line x1={0} x2={size.width} y1={y(reorderLevel)} y2={y(reorderLevel)} className="mv-line-reorder" />}
          <path d={stepPath(steps, format.now, most, size)} className="mv-line-step" />
          {steps
            .filter((step) => step.isReceipt)
            .map((step) => (
              <circle key={step.at} cx={x(step.at)} cy={y(step.balance)} r={3} className="mv-line-receipt" />
            ))}
        </g>
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
