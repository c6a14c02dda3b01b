import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Bounds = { x: number; y: number; width: number; height: number };
export type WindowState = { bounds?: Bounds; isMaximized: boolean };

/** The place the window had, if it is still on a screen; otherwise the system chooses. */
export function visibleBounds(state: WindowState, screens: readonly Bounds[]): Bounds | undefined {
  const { bounds } = state;
  if (!bounds) return undefined;
  const isOn = (screen: Bounds) =>
    bounds.x < screen.x + screen.width - 100 &&
    bounds.x + bounds.width > screen.x + 100 &&
    bounds.y >= screen.y &&
    bounds.y < screen.y + screen.height - 100;
  return screens.some(isOn) ? bounds : undefined;
}

/** A missing or damaged file only costs the window its place. */
export function readWindowState(file: string): WindowState {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(file, 'utf8')) as WindowState;
    const isWhole = bounds && [bounds.x, bounds.y, bounds.width, bounds.height].every(Number.isFinite);
    return { isMaximized: isMaximized === true, ...(isWhole && { bounds }) };
  } catch {
    return { isMaximized: false };
  }
}

export function keepWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // A full disk must not keep the window from closing.
  }
}
