import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Globe, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useLocale } from '../../lib/format.ts';
import { ErrorLine, SkeletonRows } from '../../ui/index.ts';
import { type Country, countryName, loadAtlas } from './atlas.ts';
import { drawing, follow, mostZoom, type Place, scaleBar, settle, toPlace, toPoint, type View, wholeWorld } from './mapView.ts';
import './place.css';

const closer = 4;
const steps: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Where on earth: a click sets the pin and comes closer, arrow keys move it, + and - zoom, dragging moves the map. Works offline. */
export function WorldMap({ place, onPlace }: { place: Place | null; onPlace: (place: Place) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const locale = useLocale();
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ x: number; y: number; view: View; isMoved: boolean } | null>(null);
  const [view, setView] = useState<View>(() => (place ? settle({ ...toPoint(place), zoom: 24 }) : wholeWorld));
  const { data: countries, error } = useQuery({ queryKey: ['atlas'], queryFn: loadAtlas, staleTime: Infinity });
  const pin = place && toPoint(place);
  // typed coordinates bring their place into sight
  const pinned = pin ? `${pin.x} ${pin.y}` : '';
  const [followed, setFollowed] = useState(pinned);
  if (pinned !== followed) {
    setFollowed(pinned);
    if (pin) setView(follow(view, pin));
  }

  const unit = 1 / view.zoom; // one thing as large on the screen at any zoom
  const zoomTo = (zoom: number, about: { x: number; y: number } = pin ?? view) => setView(settle({ ...about, zoom }));
  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - box.left) / box.width - 0.5) * drawing.width * unit,
      y: view.y + ((event.clientY - box.top) / box.height - 0.5) * drawing.height * unit,
      perPixel: (drawing.width * unit) / box.width,
    };
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const begun = drag.current;
    if (!begun) return;
    const [dx, dy] = [event.clientX - begun.x, event.clientY - begun.y];
    begun.isMoved ||= Math.hypot(dx, dy) > 4;
    const { perPixel } = at(event);
    if (begun.isMoved) setView(settle({ ...begun.view, x: begun.view.x - dx * perPixel, y: begun.view.y - dy * perPixel }));
  };
  const onPointerUp = (event: PointerEvent<SVGSVGElement>) => {
    const begun = drag.current;
    drag.current = null;
    if (!begun || begun.isMoved) return;
    const point = at(event);
    const zoom = Math.min(mostZoom, view.zoom * closer);
    onPlace(toPlace(point, zoom));
    zoomTo(zoom, point);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const length = ((event.shiftKey ? 1 : 10) * drawing.width * unit) / 400;
      const from = pin ?? view;
      onPlace(toPlace({ x: from.x + step[0] * length, y: from.y + step[1] * length }, view.zoom * (event.shiftKey ? 10 : 1)));
    } else if (event.key === '+' || event.key === '=') zoomTo(view.zoom * 2);
    else if (event.key === '-') zoomTo(view.zoom / 2);
    else if (event.key === 'Home') setView(wholeWorld);
  };
  const inside = useMemo(() => (place ? countries?.find((country) => country.contains(place)) : undefined), [place, countries]);
  const said = place
    ? [format.number(place.latitude, 4), format.number(place.longitude, 4), inside && countryName(inside, locale)]
        .filter(Boolean)
        .join(' · ')
    : t('place.none');
  const bar = scaleBar(toPlace(view, 1).latitude, view.zoom);
  const [left, top] = [view.x - (drawing.width * unit) / 2, view.y - (drawing.height * unit) / 2];
  if (error) return <ErrorLine error={error} />;
  if (!countries) return <SkeletonRows rows={6} />;
  return (
    <div className="mv-map">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-to-interactive-role -- arrow keys move the pin: ARIA's application role */}
      <svg
        ref={svg}
        role="application"
        tabIndex={0}
        aria-label={t('place.map')}
        aria-describedby="mv-map-keys"
        viewBox={`${left} ${top} ${drawing.width * unit} ${drawing.height * unit}`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, view, isMoved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => (drag.current = null)}
      >
        <Land countries={countries} />
        <Names countries={countries} zoom={view.zoom} locale={locale} />
        {pin && (
          <g className="mv-map-pin" transform={`translate(${pin.x} ${pin.y}) scale(${unit})`} aria-hidden="true">
            <path d="M0 0 L-9 -16 A11 11 0 1 1 9 -16 Z" />
            <circle cy="-22" r="4" />
          </g>
        )}
        <g
          className="mv-map-scale"
          transform={`translate(${left + 14 * unit} ${top + (drawing.height - 14) * unit}) scale(${unit})`}
          aria-hidden="true"
        >
          <path d={`M0 -5 V0 H${bar.length * view.zoom} V-5`} />
          <text x={bar.length * view.zoom + 8}>{t('place.km', { km: format.number(bar.km, bar.km < 1 ? 1 : 0) })}</text>
        </g>
      </svg>
      <div className="mv-map-buttons">
        <ActionIcon variant="default" aria-label={t('place.closer')} onClick={() => zoomTo(view.zoom * 2)} disabled={view.zoom >= mostZoom}>
          <Plus size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('place.farther')} onClick={() => zoomTo(view.zoom / 2)} disabled={view.zoom <= 1}>
          <Minus size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('place.world')} onClick={() => setView(wholeWorld)}>
          <Globe size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <p className="mv-map-said" role="status">
        {said}
      </p>
      <small id="mv-map-keys" className="mv-muted">
        {t('place.keys')}
      </small>
    </div>
  );
}

/** Drawn once; moving and zooming only move the window over it. */
const Land = memo(function Land({ countries }: { countries: readonly Country[] }) {
  return (
    <g className="mv-map-land">
      {countries.map((country) => (
        <path key={country.key} d={country.path} />
      ))}
    </g>
  );
});

/** The names for which there is room. */
function Names({ countries, zoom, locale }: { countries: readonly Country[]; zoom: number; locale: string }) {
  const named = useMemo(() => countries.map((country) => ({ ...country, text: countryName(country, locale) })), [countries, locale]);
  const letter = 9 / zoom;
  return (
    <g className="mv-map-names" aria-hidden="true" fontSize={16 / zoom}>
      {named
        .filter((country) => country.room > letter * country.text.length)
        .map((country) => (
          <text key={country.key} x={country.middle.x} y={country.middle.y}>
            {country.text}
          </text>
        ))}
    </g>
  );
}
