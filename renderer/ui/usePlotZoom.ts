import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { marked, moved, type PlotWindow, zoomedIn, zoomedOut } from '../lib/plotWindow.ts';

export type PlotZoom = ReturnType<typeof usePlotZoom>;

/**
 * What of a plot's x axis is shown. Dragging marks a part, the wheel (with Ctrl, or while the plot has the focus) goes nearer and
 * farther, as do + and -; Shift with the arrows moves along, 0 shows the whole again.
 * @param surface what is dragged over; @param least the narrowest part, in the unit of the axis; @param shareAt where on the axis a point of the screen is, 0 to 1
 */
export function usePlotZoom(
  surface: RefObject<HTMLDivElement | null>,
  whole: PlotWindow,
  least: number,
  shareAt: (clientX: number, box: DOMRect) => number,
) {
  const [chosen, setChosen] = useState<PlotWindow | null>(null);
  const [drag, setDrag] = useState<PlotWindow | null>(null);
  const shown = chosen ?? whole;
  const isZoomed = chosen !== null && (chosen[0] > whole[0] || chosen[1] < whole[1]);
  const placeAt = (clientX: number, box: DOMRect) => {
    const share = Math.min(1, Math.max(0, shareAt(clientX, box)));
    return shown[0] + share * (shown[1] - shown[0]);
  };
  const act = {
    nearer: (around?: number) => setChosen(zoomedIn(shown, whole, least, around)),
    farther: (around?: number) => setChosen(zoomedOut(shown, whole, least, around)),
    show: (part: PlotWindow | null) => setChosen(part),
  };

  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  useEffect(() => {
    wheel.current = (event) => {
      const box = surface.current;
      if (!box || !(event.ctrlKey || box.contains(document.activeElement))) return; // else the page scrolls
      event.preventDefault();
      const around = placeAt(event.clientX, box.getBoundingClientRect());
      if (event.deltaY < 0) act.nearer(around);
      else act.farther(around);
    };
  });
  useEffect(() => {
    const box = surface.current;
    const listen = (event: WheelEvent) => wheel.current(event);
    box?.addEventListener('wheel', listen, { passive: false });
    return () => box?.removeEventListener('wheel', listen);
  }, [surface]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') act.nearer();
    else if (event.key === '-') act.farther();
    else if (event.key === '0') act.show(null);
    else if (event.shiftKey && event.key === 'ArrowLeft') act.show(moved(shown, whole, -1));
    else if (event.shiftKey && event.key === 'ArrowRight') act.show(moved(shown, whole, 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const boxOf = (event: PointerEvent) => event.currentTarget.getBoundingClientRect();
  const handlers = {
    onKeyDownCapture: onKeyDown,
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const at = placeAt(event.clientX, boxOf(event));
      setDrag([at, at]);
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag) setDrag([drag[0], placeAt(event.clientX, boxOf(event))]);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!drag) return;
      const part = marked(drag[0], placeAt(event.clientX, boxOf(event)), shown, least);
      if (part) act.show(part);
      setDrag(null);
    },
    onPointerLeave: () => setDrag(null),
  };
  return { shown, isZoomed, drag, handlers, ...act };
}
