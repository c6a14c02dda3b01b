import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { LabResult } from '../../../preload/contract/laboratory.ts';
import { useFormat } from '../../lib/format.ts';
import { unitWords } from '../patients/latest.ts';
import { useResultWords } from './labWords.tsx';

const height = 220;

/** One test over time, its reference band behind; arrow keys go from value to value, and the table above says the same in words. */
export default function TrendPlot({ name, results }: { name: string; results: readonly LabResult[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useResultWords();
  const points = results.map((result) => ({ at: Date.parse(result.effectiveAt), value: result.value }));
  const newest = results.at(-1);
  if (!newest) return null;
  const { referenceLow: low, referenceHigh: high, unit } = newest;
  const values = [...points.map(({ value }) => value), ...[low, high].filter((limit) => limit !== null)];
  const margin = (Math.max(...values) - Math.min(...values)) * 0.1 || 1;
  const floor = Math.max(0, Math.min(...values) - margin);
  const ceiling = Math.max(...values) + margin;
  return (
    <figure className="mv-plot" aria-label={t('laboratory.results.plotOf', { name })}>
      <figcaption className="mv-muted">{t('laboratory.results.caption', { name, unit: unitWords(unit) })}</figcaption>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
        <LineChart data={points} margin={{ top: 8, right: 16, bottom: 4, left: 0 }} accessibilityLayer>
          <CartesianGrid stroke="var(--mv-line)" vertical={false} />
          {(low !== null || high !== null) && (
            <ReferenceArea y1={low ?? floor} y2={high ?? ceiling} fill="var(--mv-accent)" fillOpacity={0.12} stroke="none" />
          )}
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickFormatter={(at: number) => format.dayOf(new Date(at).toISOString())}
            tick={{ fontSize: 12, fill: 'var(--mv-muted)' }}
            minTickGap={40}
          />
          <YAxis
            domain={[floor, ceiling]}
            tickFormatter={(value: number) => format.measure(Number(value.toPrecision(3)))}
            tick={{ fontSize: 12, fill: 'var(--mv-muted)' }}
            width={52}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(at) => format.instant(new Date(Number(at)).toISOString())}
            formatter={(value) => [words({ value: Number(value), unit }), name]}
            contentStyle={{ background: 'var(--mv-surface)', border: '1px solid var(--mv-line)' }}
          />
          <Line dataKey="value" stroke="var(--mv-accent)" strokeWidth={2} dot={{ r: 4 }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
