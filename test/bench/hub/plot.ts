/** What one change costs while so many facilities are connected. */
export type Point = {
  facilities: number;
  /** at the hub */
  cpuMicroseconds: number;
  /** on the wire, both ways, of everything that a change causes */
  bytes: number;
  /** with the change in it, that its readers are sent; fewer than there are readers if it shares them with other changes */
  frames: number;
  /** milliseconds; null = nobody is near */
  visible: { p50: number; p99: number; most: number } | null;
  deliveries: number;
  expected: number;
  memoryMb: number;
};

type Curve = { name: string; colour: string; values: readonly (number | null)[] };
type Panel = { title: string; unit: string; curves: readonly Curve[] };

const width = 960;
const height = 366;
const plot = { left: 62, top: 92, width: 226, height: 178, apart: 312 };
const ink = '#1f2933';
const faint = '#d8dee6';

/** Three panels on one logarithmic axis of facilities; light in both themes of whoever shows it. A ring is a facility with nobody to tell. */
export function drawGrowth(points: readonly Point[], { perArea, perSecond }: { perArea: number; perSecond: number }): string {
  const of = <T>(read: (point: Point) => T) => points.map(read);
  const panels: Panel[] = [
    {
      title: 'Hub, processor time',
      unit: 'µs per change',
      curves: [{ name: '', colour: '#0b7285', values: of((at) => at.cpuMicroseconds) }],
    },
    { title: 'On the wire', unit: 'bytes per change', curves: [{ name: '', colour: '#2b8a3e', values: of((at) => at.bytes) }] },
    {
      title: 'Until a neighbour has read it',
      unit: 'milliseconds',
      curves: [
        { name: 'half', colour: '#5f3dc4', values: of((at) => at.visible?.p50 ?? null) },
        { name: '99 %', colour: '#c2255c', values: of((at) => at.visible?.p99 ?? null) },
      ],
    },
  ];
  const counts = of(({ facilities }) => facilities);
  const areTold = of(({ visible }) => visible !== null);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" fill="${ink}">
<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>
<text x="24" y="32" font-size="17" font-weight="600">What one change costs, from 1 to ${number(counts.at(-1)!)} facilities on one hub</text>
<text x="24" y="52" font-size="12" fill="#52606d">${perSecond} changes a second, each from somewhere else and told by itself to the ${perArea - 1} facilities near by. Ring: one facility alone, which has nobody to tell.</text>
<text x="24" y="68" font-size="12" fill="#52606d">Without the pings of all who are connected, which no change causes.</text>
${panels.map((panel, index) => drawPanel(panel, { counts, areTold }, plot.left + index * plot.apart)).join('\n')}
</svg>
`;
}

type Axis = { counts: readonly number[]; areTold: readonly boolean[] };

function drawPanel({ title, unit, curves }: Panel, { counts, areTold }: Axis, left: number): string {
  const bottom = plot.top + 34 + plot.height;
  const steps = niceSteps(Math.max(...curves.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const x = (count: number) => left + 10 + (Math.log10(count) / Math.max(1, Math.log10(counts.at(-1)!))) * (plot.width - 20);
  const y = (value: number) => bottom - (value / steps.at(-1)!) * plot.height;
  const lines = steps.map(
    (step) => `<line x1="${left}" x2="${left + plot.width}" y1="${at(y(step))}" y2="${at(y(step))}" stroke="${faint}"/>
<text x="${left - 6}" y="${at(y(step) + 4)}" font-size="11" text-anchor="end">${number(step)}</text>`,
  );
  const ticks = counts.map(
    (count) => `<text x="${at(x(count))}" y="${bottom + 18}" font-size="11" text-anchor="middle">${number(count)}</text>`,
  );
  const drawn = curves.map(({ name, colour, values }, index) => {
    const spots = values.flatMap((value, each) =>
      value === null ? [] : [{ x: at(x(counts[each]!)), y: at(y(value)), isTold: areTold[each]! }],
    );
    const label =
      name === ''
        ? ''
        : `<text x="${left + plot.width - 6}" y="${plot.top + 14 + index * 15}" font-size="11" font-weight="600" text-anchor="end" fill="${colour}">${name}</text>`;
    const line = spots.filter(({ isTold }) => isTold).map((spot) => `${spot.x},${spot.y}`);
    const marks = spots.map(
      (spot) =>
        `<circle cx="${spot.x}" cy="${spot.y}" r="3.5" fill="${spot.isTold ? colour : '#ffffff'}" stroke="${colour}" stroke-width="1.5"/>`,
    );
    return `<polyline points="${line.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>
${marks.join('')}${label}`;
  });
  return `<text x="${left}" y="${plot.top}" font-size="13" font-weight="600">${title}</text>
<text x="${left}" y="${plot.top + 16}" font-size="11" fill="#52606d">${unit}</text>
${lines.join('\n')}
${ticks.join('\n')}
<text x="${left + plot.width / 2}" y="${bottom + 36}" font-size="11" text-anchor="middle" fill="#52606d">facilities connected</text>
${drawn.join('\n')}`;
}

/** Round figures from 0 to just above the largest. */
function niceSteps(largest: number): number[] {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((each) => each >= rough)!;
  const count = Math.ceil(Math.max(largest, 1) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

const at = (value: number) => Math.round(value * 10) / 10;
const number = (value: number) => (Math.round(value * 100) / 100).toLocaleString('en');
