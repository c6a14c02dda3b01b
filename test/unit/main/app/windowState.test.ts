import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepWindowState, readWindowState, visibleBounds } from '../../../../main/app/windowState.ts';

const screen = { x: 0, y: 0, width: 1366, height: 768 };
const bounds = { x: 50, y: 20, width: 1200, height: 700 };

test('a window opens where it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-window-'));
  const file = join(folder, 'deeper', 'window.json');
  keepWindowState(file, { bounds, isMaximized: true });
  expect(readWindowState(file)).toEqual({ bounds, isMaximized: true });
  for (const damaged of ['', '{"bounds":{"x":"a"}}', 'null']) {
    writeFileSync(file, damaged);
    expect(readWindowState(file)).toEqual({ isMaximized: false });
  }
  rmSync(folder, { recursive: true });
});

test('a window does not open on a screen that is gone', () => {
  expect(visibleBounds({ bounds, isMaximized: false }, [screen])).toEqual(bounds);
  expect(visibleBounds({ bounds: { ...bounds, x: 1400 }, isMaximized: false }, [screen])).toBeUndefined();
  expect(visibleBounds({ bounds: { ...bounds, x: 1400 }, isMaximized: false }, [screen, { ...screen, x: 1366 }])).toBeDefined();
  expect(visibleBounds({ bounds: { ...bounds, y: -30 }, isMaximized: false }, [screen])).toBeUndefined();
});
