import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../../preload/contract/ocr.ts';

/** The picture with every read place drawn in, and the active one strong. Boxes are in the pixels of the upright picture. */
export function PictureBox(props: { src: string; boxes: readonly Box[]; active: Box | null }) {
  const { t } = useTranslation();
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { active } = props;
  useEffect(() => {
    const view = frame.current;
    if (!active || !size || !view) return;
    const scale = view.scrollWidth / size.width;
    view.scrollTo({ top: ((active[1] + active[3]) / 2) * scale - view.clientHeight / 2 });
  }, [active, size]);
  return (
    <div ref={frame} className="mv-picture" tabIndex={0} role="group" aria-label={t('documents.picture.alt')}>
      <div className="mv-picture-sheet">
        <img
          src={props.src}
          alt=""
          onLoad={({ currentTarget }) => setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })}
        />
        {size && (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
            {props.boxes.map((box) => (
              <rect key={box.join()} {...place(box, 0)} className={box === props.active ? 'mv-box mv-box-active' : 'mv-box'} />
            ))}
          </svg>
        )}
      </div>
    </div>
  );
}

const loupeHeight = 84;

/** The active field's own piece of the picture, large enough to read. */
export function Loupe(props: { src: string; box: Box | null; label: string }) {
  const [width, setWidth] = useState(0);
  const { ref, width: loupeWidth } = useElementSize();
  const box = props.box;
  const around = box
    ? { x: box[0] - pad(box), y: box[1] - pad(box), width: box[2] - box[0] + 2 * pad(box), height: box[3] - box[1] + 2 * pad(box) }
    : null;
  const scale = around ? Math.min(loupeWidth / around.width, loupeHeight / around.height, 3) : 1;
  return (
    <div ref={ref} className="mv-loupe" style={{ blockSize: loupeHeight }} role="img" aria-label={props.label}>
      <img
        src={props.src}
        alt=""
        onLoad={({ currentTarget }) => setWidth(currentTarget.naturalWidth)}
        hidden={!around || width === 0}
        style={
          around
            ? { inlineSize: width * scale, left: -around.x * scale, top: -around.y * scale + (loupeHeight - around.height * scale) / 2 }
            : undefined
        }
      />
    </div>
  );
}

function pad(box: Box): number {
  return Math.round((box[3] - box[1]) * 0.35);
}

function place(box: Box, more: number) {
  return { x: box[0] - more, y: box[1] - more, width: box[2] - box[0] + 2 * more, height: box[3] - box[1] + 2 * more, rx: 4 };
}
