import { useMergedRef, useResizeObserver } from '@mantine/hooks';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** What is too wide scrolls inside; where it does, the keyboard reaches it too (WCAG 2.1.1). */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [watch, { width }] = useResizeObserver();
  const ref = useMergedRef(box, watch);
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    if (current) setWide(current.scrollWidth > current.clientWidth);
  }, [width, children]);
  return (
    <div ref={ref} className="mv-small-scroll" {...(isWide ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}>
      {children}
    </div>
  );
}
