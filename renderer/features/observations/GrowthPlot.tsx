import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { GrowthIndicator, GrowthSpan } from '../../../preload/contract/observations.ts';
import { useFormat } from '../../lib/format.ts';
import type { PlotWindow } from '../../lib/plotWindow.ts';
import { PlotButtons } from '../../ui/PlotButtons.tsx';
import { usePlotZoom } from '../../ui/usePlotZoom.ts';
import { ageTicks, type GrowthPoint, ticks } from './growthView.ts';

const width = 760;
const height = 430;
const edge = { start: 46, end: 34, top: 12, bottom: 40 };

const year = 365.25;
/** The narrowest part: a fortnight, or four centimetres. */
const least = { days: 14, cm: 4 };

/** WHO's lines and the child's points. Arrow keys go from point to point; the table beside it holds the same values. */
export function GrowthPlot(props: {
  curves: Output<'observations.growthCurves'>;
  points: readonly GrowthPoint[];
  indicator: GrowthIndicator;
  span: GrowthSpan;
  words: (point: GrowthPoint) => string;
}) {
  const { t } = useTranslation();
  const { measure } = useFormat();
  const { curves, points, indicator, span } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const at = chosen === null ? null : Math.min(chosen, points.length - 1);
  const current = at === null ? undefined : points[at];

  const isByAge = curves.x !== 'cm';
  const whole: PlotWindow = [curves.from, curves.to];
  const surface = useRef<HTMLDivElement>(null);
  const zoom = usePlotZoom(surface, whole, isByAge ? least.days : least.cm, (clientX, box) => {
    return (((clientX - box.left) / box.width) * width - edge.start) / (width - edge.start - edge.end);
  });
  const { shown, drag } = zoom;
  const clip = useId();
  const isShown = (x: number) => x >= shown[0] && x <= shown[1];
  const newestAge = points.at(-1)?.x;
  const parts = isByAge && newestAge !== undefined && newestAge - curves.from > year ? [{ label: t('observations.growth.lastYear'), part: [newestAge - year, Math.min(curves.to, newestAge + year / 12)] as const }] : [];
  const inSight = points.filter((point) => isShown(point.x));

  const values = [...curves.curves.flatMap((curve) => curve.points.filter(([x]) => isShown(x)).map(([, y]) => y)), ...inSight.map((point) => point.value)];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low) * 0.03;
  const y0 = Math.max(0, low - room);
  const y1 = high + room;
  const px = (x: number) => edge.start + ((x - shown[0]) / (shown[1] - shown[0])) * (width - edge.start - edge.end);
  const py = (y: number) => height - edge.bottom - ((y - y0) / (y1 - y0)) * (height - edge.top - edge.bottom);
  const path = (line: readonly (readonly [number, number])[]) =>
    line.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`).join('');
  const xTicks =
    curves.x === 'cm' ? ticks(shown[0], shown[1], 11).map((cm) => ({ place: cm, text: `${cm}` })) : ageTicks(span, shown).map(({ days, text }) => ({ place: days, text }));
  const label = t('observations.growth.chartLabel', { indicator: t(`observations.growth.indicator.${indicator}`), count: points.length });

  return (
    <figure className="mv-growth">
      <PlotButtons zoom={zoom} parts={parts} says={t('observations.growth.shown', { count: inSight.length, all: points.length })} />
      <div
        ref={surface}
        className="mv-plot-surface"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys walk along the points
        tabIndex={0}
        role="group"
        aria-label={label}
        {...zoom.handlers}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
        event.preventDefault();
        if (points.length === 0) return;
        const last = points.length - 1;
        const next = step === undefined ? (event.key === 'Home' ? 0 : last) : Math.max(0, Math.min(last, (at ?? (step > 0 ? -1 : points.length)) + step));
        setChosen(next);
        const place = points[next]?.x;
        if (place !== undefined && !isShown(place)) zoom.show(null); // a point is never said that is not seen
      }}
    >
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <clipPath id={clip}>
          <rect x={edge.start} y={edge.top} width={width - edge.start - edge.end} height={height - edge.top - edge.bottom} />
        </clipPath>
        {ticks(y0, y1, 9).map((value) => (
          <g key={value} className="mv-growth-grid">
            <line x1={edge.start} x2={width - edge.end} y1={py(value)} y2={py(value)} />
            <text x={edge.start - 7} y={py(value) + 4} textAnchor="end">
              {measure(value)}
            </text>
          </g>
        ))}
        {xTicks.map(({ place, text }) => (
          <g key={place} className="mv-growth-grid">
            <line x1={px(place)} x2={px(place)} y1={edge.top} y2={height - edge.bottom} />
            <text x={px(place)} y={height - edge.bottom + 16} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        <text className="mv-growth-axis" x={(edge.start + width - edge.end) / 2} y={height - 6} textAnchor="middle">
          {t(`observations.growth.axis.${curves.x === 'cm' ? 'cm' : span === '5-to-19' ? 'years' : 'days'}`)}
        </text>
        {curves.curves.map((curve) => {
          const end = curve.points.findLast(([x]) => isShown(x));
          return (
            <g key={curve.z} className="mv-growth-line" data-z={Math.abs(curve.z)}>
              <path d={path(curve.points)} clipPath={`url(#${clip})`} />
              {end && (
                <text x={px(end[0]) + 5} y={py(end[1]) + 4}>
                  {curve.z > 0 ? `+${curve.z}` : `${curve.z}`.replace('-', '−')}
                </text>
              )}
            </g>
          );
        })}
        <path className="mv-growth-child" clipPath={`url(#${clip})`} d={path(points.map((point) => [point.x, point.value]))} />
        {points.map((point, index) => isShown(point.x) && (
          <circle
            key={`${point.at}-${index}`}
            className="mv-growth-point"
            data-chosen={index === at || undefined}
            data-implausible={point.isImplausible || undefined}
            cx={px(point.x)}
            cy={py(point.value)}
            r={index === at ? 7 : 4.5}
            onClick={() => setChosen(index)}
          />
        ))}
        {drag && <rect className="mv-growth-drag" x={px(Math.min(...drag))} y={edge.top} width={Math.abs(px(drag[1]) - px(drag[0]))} height={height - edge.top - edge.bottom} />}
      </svg>
      </div>
      <figcaption aria-live="polite">{current ? props.words(current) : points.length === 0 ? t('observations.growth.noPoints') : t('observations.growth.source')}</figcaption>
    </figure>
  );
} // prettier-ignore
