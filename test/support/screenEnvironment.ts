import { configure } from '@testing-library/react';
import { vi } from 'vitest';
import { startStrings } from '../../renderer/lib/strings/index.ts';

/** A screen may take that long on a busy computer; what is there at once is not waited for. */
const patienceMs = 15_000;

/** What a browser has and happy-dom lacks, and the words. Call it before rendering. */
export function prepareScreen(): void {
  configure({ asyncUtilTimeout: patienceMs });
  vi.stubGlobal('ResizeObserver', NoResizeObserver);
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  Element.prototype.scrollIntoView = () => undefined;
  // every element is as large as a screen, so that a virtual list has something to fill
  for (const [side, pixels] of [
    ['offsetHeight', 640],
    ['offsetWidth', 800],
    ['clientHeight', 640],
    ['clientWidth', 800],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => pixels });
  }
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() }); // a field that grows waits for them
  startStrings('en');
}

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
