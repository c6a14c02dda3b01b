/** The part of an axis that a plot shows, in its own unit: instants in milliseconds, days of age, centimetres. */
export type PlotWindow = readonly [from: number, to: number];

/** Each press shows two thirds of what was shown. */
const step = 1.5;

/** Nearer (`factor` above 1) or farther around a place, never beyond the whole and never narrower than `least`. */
export function zoomed(shown: PlotWindow, whole: PlotWindow, least: number, factor: number, around: number): PlotWindow {
  const width = Math.min(whole[1] - whole[0], Math.max(least, (shown[1] - shown[0]) / factor));
  const share = shown[1] === shown[0] ? 0.5 : (around - shown[0]) / (shown[1] - shown[0]);
  return within([around - share * width, around + (1 - share) * width], whole);
}

export const zoomedIn = (shown: PlotWindow, whole: PlotWindow, least: number, around = (shown[0] + shown[1]) / 2): PlotWindow =>
  zoomed(shown, whole, least, step, around);
export const zoomedOut = (shown: PlotWindow, whole: PlotWindow, least: number, around = (shown[0] + shown[1]) / 2): PlotWindow =>
  zoomed(shown, whole, least, 1 / step, around);

/** A third of what is shown to one side; at the end of the whole it stays. */
export function moved(shown: PlotWindow, whole: PlotWindow, direction: -1 | 1): PlotWindow {
  const by = ((shown[1] - shown[0]) / 3) * direction;
  return within([shown[0] + by, shown[1] + by], whole);
}

/** What was marked, from either end; null when it is too narrow to have been meant. */
export function marked(one: number, other: number, whole: PlotWindow, least: number): PlotWindow | null {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  if (to - from < Math.max(least, (whole[1] - whole[0]) / 200)) return null;
  return within([from, to], whole);
}

/** The newest part. */
export const newest = (width: number, whole: PlotWindow): PlotWindow => [Math.max(whole[0], whole[1] - width), whole[1]];

function within([from, to]: PlotWindow, whole: PlotWindow): PlotWindow {
  const width = Math.min(to - from, whole[1] - whole[0]);
  const start = Math.min(Math.max(from, whole[0]), whole[1] - width);
  return [start, start + width];
}
