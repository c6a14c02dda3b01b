import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../../lib/format.ts';
import { newest, type PlotWindow } from '../../lib/plotWindow.ts';
import { PlotButtons } from '../../ui/PlotButtons.tsx';
import { usePlotZoom } from '../../ui/usePlotZoom.ts';
import { unitWords } from './latest.ts';

const height = 220;
const axisWidth = 52;
const margin = { top: 8, right: 16, bottom: 4, left: 0 };
const day = 86_400_000;
const spans = [
  ['month', 31],
  ['halfYear', 183],
  ['year', 366],
  ['fiveYears', 1827],
] as const;

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

/** Inside what is shown: a day is never written at the edge that does not lie there. */
const ticksOf = ([from, to]: PlotWindow): number[] => [0.1, 0.5, 0.9].map((share) => from + share * (to - from));

/** One measurement over time; arrow keys go from value to value, and the table under it says the same in words. */
export default function TrendPlot({ name, unit, values: measured, low, high }: TrendPlotProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = measured.map(({ at, value }) => ({ at: Date.parse(at), value }));
  const hasBand = low !== null || high !== null;
  const values = [...points.map(({ value }) => value), ...[low, high].filter((limit) => limit !== null)];
  const room = (Math.max(...values) - Math.min(...values)) * 0.1 || 1;
  const floor = Math.max(0, Math.min(...values) - room);
  const ceiling = Math.max(...values) + room;
  const whole: PlotWindow = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const surface = useRef<HTMLDivElement>(null);
  const zoom = usePlotZoom(
    surface,
    whole,
    day,
    (clientX, box) => (clientX - box.left - axisWidth) / (box.width - axisWidth - margin.right),
  );
  const { shown, drag } = zoom;
  const inSight = points.filter(({ at }) => at >= shown[0] && at <= shown[1]);
  const dayAt = (at: number) => format.dayOf(new Date(at).toISOString());
  const parts = spans
    .filter(([, days]) => days * day < whole[1] - whole[0])
    .map(([label, days]) => ({ label: t(`patients.plot.span.${label}`), part: newest(days * day, whole) }));
  const says = t('patients.plot.shown', {
    from: dayAt(shown[0]),
    to: dayAt(shown[1]),
    count: inSight.length,
    all: format.number(points.length),
  });
  return (
    <figure className="mv-plot" aria-label={t('patients.plot.label', { name })}>
      <figcaption className="mv-muted">
        {t(hasBand ? 'patients.plot.withBand' : 'patients.plot.caption', { name, unit: unitWords(unit) })}
      </figcaption>
      <PlotButtons zoom={zoom} parts={parts} says={says} />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the plot inside has the focus and its keys */}
      <div ref={surface} className="mv-plot-surface" {...zoom.handlers}>
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
          <LineChart data={points} margin={margin} accessibilityLayer>
            <CartesianGrid stroke="var(--mv-line)" vertical={false} />
            {hasBand && <ReferenceArea y1={low ?? floor} y2={high ?? ceiling} fill="var(--mv-accent)" fillOpacity={0.12} stroke="none" />}
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={[shown[0], shown[1]]}
              allowDataOverflow
              ticks={ticksOf(shown)}
              tickFormatter={dayAt}
              tick={{ fontSize: 12, fill: 'var(--mv-muted)' }}
              minTickGap={40}
            />
            <YAxis
              domain={[floor, ceiling]}
              tickFormatter={(value: number) => format.measure(Number(value.toPrecision(3)))}
              tick={{ fontSize: 12, fill: 'var(--mv-muted)' }}
              width={axisWidth}
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(at) => format.instant(new Date(Number(at)).toISOString())}
              separator=""
              formatter={(value) => [`${format.measure(Number(value))} ${unitWords(unit)}`, '']}
              contentStyle={{ background: 'var(--mv-surface)', border: '1px solid var(--mv-line)' }}
            />
            <Line dataKey="value" stroke="var(--mv-accent)" strokeWidth={2} dot={{ r: 4 }} isAnimationActive={false} />
            {drag && <ReferenceArea x1={drag[0]} x2={drag[1]} fill="var(--mv-accent)" fillOpacity={0.2} stroke="var(--mv-accent)" />}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary>{t('patients.plot.table')}</summary>
        <table className="mv-small-table">
          <caption className="mv-sr">{t('patients.plot.label', { name })}</caption>
          <tbody>
            {measured.toReversed().map(({ at, value }) => (
              <tr key={at}>
                <th scope="row">{format.instant(at)}</th>
                <td className="mv-num">
                  {format.measure(value)} {unitWords(unit)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
