import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { StockTable } from '../../../preload/contract/stockReports.ts';
import { useFormat } from '../../lib/format.ts';
import './stockReports.css';

const height = 150;

/** A row of bars; the table below says the same in words. */
export default function BarPlot({ name, chart, currency }: { name: string; chart: NonNullable<StockTable['chart']>; currency: string }) {
  const format = useFormat();
  const say = (value: number) => (chart.kind === 'money' ? format.money(value, currency) : format.number(value));
  return (
    <figure className="mv-plot mv-bars" aria-label={name}>
      <figcaption className="mv-muted">{name}</figcaption>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 900, height }}>
        <BarChart data={chart.bars} margin={{ top: 8, right: 16, bottom: 4, left: 0 }} accessibilityLayer>
          <CartesianGrid stroke="var(--mv-line)" vertical={false} />
          <XAxis dataKey="label" tick={{ fontSize: 12, fill: 'var(--mv-muted)' }} minTickGap={8} />
          <YAxis tickFormatter={say} tick={{ fontSize: 12, fill: 'var(--mv-muted)' }} width={96} />
          <Tooltip
            isAnimationActive={false}
            formatter={(value) => [say(Number(value)), name]}
            contentStyle={{ background: 'var(--mv-surface)', border: '1px solid var(--mv-line)' }}
            cursor={{ fill: 'var(--mv-hover)' }}
          />
          <Bar dataKey="value" fill="var(--mv-accent)" isAnimationActive={false} maxBarSize={44} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
