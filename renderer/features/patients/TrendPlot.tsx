import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../../lib/format.ts';
import { unitWords } from './latest.ts';

const height = 220;

type TrendPlotProps = {
  name: string;
  /** UCUM; of every value */
  unit: string;
  /** oldest first */
  values: readonly { at: string; value: number }[];
  /** the reference band behind, where one is known */
  low: number | null;
  high: number | null;
};

/** One measurement over time; arrow keys go from value to value, and the table beside it says the same in words. */
export default function TrendPlot({ name, unit, values: measured, low, high }: TrendPlotProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = measured.map(({ at, value }) => ({ at: Date.parse(at), value }));
  const hasBand = low !== null || high !== null;
  const values = [...points.map(({ value }) => value), ...[low, high].filter((limit) => limit !== null)];
  const margin = (Math.max(...values) - Math.min(...values)) * 0.1 || 1;
  const floor = Math.max(0, Math.min(...values) - margin);
  const ceiling = Math.max(...values) + margin;
  return (
    <figure className="mv-plot" aria-label={t('patients.plot.label', { name })}>
      <figcaption className="mv-muted">
        {t(hasBand ? 'patients.plot.withBand' : 'patients.plot.caption', { name, unit: unitWords(unit) })}
      </figcaption>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
        <LineChart data={points} margin={{ top: 8, right: 16, bottom: 4, left: 0 }} accessibilityLayer>
          <CartesianGrid stroke="var(--mv-line)" vertical={false} />
          {hasBand && <ReferenceArea y1={low ?? floor} y2={high ?? ceiling} fill="var(--mv-accent)" fillOpacity={0.12} stroke="none" />}
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
            formatter={(value) => [`${format.measure(Number(value))} ${unitWords(unit)}`, name]}
            contentStyle={{ background: 'var(--mv-surface)', border: '1px solid var(--mv-line)' }}
          />
          <Line dataKey="value" stroke="var(--mv-accent)" strokeWidth={2} dot={{ r: 4 }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
