import { geoMercator } from 'd3-geo';

/** The whole drawing, in its own units: the world from 80° north to 60° south. */
export const drawing = { width: 800, height: 478 } as const;
/** What of it is looked at: its middle, and how many times enlarged. */
export type View = { x: number; y: number; zoom: number };
export type Place = { latitude: number; longitude: number };

export const mostZoom = 512;
const scale = drawing.width / (2 * Math.PI);
/** Mercator: whatever is drawn looks as it does from above, at any zoom. */
export const projection = geoMercator()
  .scale(scale)
  .translate([drawing.width / 2, scale * Math.asinh(Math.tan((80 * Math.PI) / 180))]);

export const wholeWorld: View = { x: drawing.width / 2, y: drawing.height / 2, zoom: 1 };

export function toPoint({ latitude, longitude }: Place): { x: number; y: number } {
  const [x, y] = projection([longitude, Math.max(-84, Math.min(84, latitude))]) ?? [0, 0];
  return { x, y };
}

/** Rounded to what can be meant at this zoom: 0.0001° is 11 m. */
export function toPlace(point: { x: number; y: number }, zoom: number): Place {
  const [longitude, latitude] = projection.invert?.([point.x, point.y]) ?? [0, 0];
  const digits = zoom < 8 ? 2 : zoom < 64 ? 3 : 4;
  const rounded = (value: number, limit: number) => Number(Math.max(-limit, Math.min(limit, value)).toFixed(digits)) + 0;
  return { latitude: rounded(latitude, 90), longitude: rounded(longitude, 180) };
}

/** Never beyond the drawing's edge. */
export function settle({ x, y, zoom }: View): View {
  const held = Math.max(1, Math.min(mostZoom, zoom));
  const [halfWidth, halfHeight] = [drawing.width / held / 2, drawing.height / held / 2];
  return {
    zoom: held,
    x: Math.max(halfWidth, Math.min(drawing.width - halfWidth, x)),
    y: Math.max(halfHeight, Math.min(drawing.height - halfHeight, y)),
  };
}

/** The view that shows the point, moved only when it lies near the edge or outside. */
export function follow(view: View, point: { x: number; y: number }): View {
  const isNear =
    Math.abs(point.x - view.x) < (0.42 * drawing.width) / view.zoom && Math.abs(point.y - view.y) < (0.42 * drawing.height) / view.zoom;
  return isNear ? view : settle({ ...view, ...point });
}

/** A round length for the scale bar and how long it is in the drawing's units, at this latitude. */
export function scaleBar(latitude: number, zoom: number): { km: number; length: number } {
  const kmPerUnit = (40_075 * Math.cos((latitude * Math.PI) / 180)) / drawing.width;
  const most = (kmPerUnit * drawing.width) / zoom / 5;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((one) => one <= most) ?? power;
  return { km, length: km / kmPerUnit };
}
