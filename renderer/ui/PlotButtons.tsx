import { Button } from '@mantine/core';
import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlotWindow } from '../lib/plotWindow.ts';
import type { PlotZoom } from './usePlotZoom.ts';

/** Nearer, farther, the whole, and parts that people ask for; what is shown is said to a screen reader. */
export function PlotButtons(props: { zoom: PlotZoom; parts: readonly { label: string; part: PlotWindow }[]; says: string }) {
  const { t } = useTranslation();
  const { zoom, parts, says } = props;
  const isShown = ([from, to]: PlotWindow) => zoom.shown[0] === from && zoom.shown[1] === to;
  return (
    <div className="mv-plot-buttons" role="group" aria-label={t('ui.plot.group')}>
      {parts.map(({ label, part }) => (
        <Button
          key={label}
          size="compact-xs"
          variant={isShown(part) ? 'light' : 'default'}
          aria-pressed={isShown(part)}
          onClick={() => zoom.show(part)}
        >
          {label}
        </Button>
      ))}
      <Button size="compact-xs" variant={zoom.isZoomed ? 'default' : 'light'} aria-pressed={!zoom.isZoomed} onClick={() => zoom.show(null)}>
        {t('ui.plot.whole')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('ui.plot.nearer')}
        title={t('ui.plot.nearer')}
        onClick={() => zoom.nearer()}
      >
        <Plus size={13} aria-hidden="true" />
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('ui.plot.farther')}
        title={t('ui.plot.farther')}
        disabled={!zoom.isZoomed}
        onClick={() => zoom.farther()}
      >
        <Minus size={13} aria-hidden="true" />
      </Button>
      <span className="mv-muted" role="status">
        {zoom.isZoomed ? says : t('ui.plot.hint')}
      </span>
    </div>
  );
}
