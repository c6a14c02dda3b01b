// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import TrendPlot from '../../../../renderer/features/patients/TrendPlot.tsx';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

/** One value a month of three years, the newest on 15 November 2026. */
const values = Array.from({ length: 36 }, (_, month) => ({
  at: new Date(Date.UTC(2023, 11 + month, 15, 8)).toISOString(),
  value: 60 + month,
}));

async function plot() {
  const clinic = await testClinic();
  showOnClinic(clinic, 'doctor', '/patients', <TrendPlot name="Weight" unit="kg" values={values} low={null} high={null} />);
  const figure = await screen.findByRole('figure', { name: 'Plot of Weight' });
  const surface = figure.querySelector('.mv-plot-surface')!;
  surface.getBoundingClientRect = () => ({ left: 0, width: 668, top: 0, height: 220 }) as DOMRect; // 600 of it are the axis
  return { figure, surface, says: () => within(figure).getByRole('status').textContent };
}

/** happy-dom's wheel knows neither the place nor the keys. */
function wheel(at: Element, ctrlKey: boolean): void {
  fireEvent(at, Object.assign(new Event('wheel', { bubbles: true, cancelable: true }), { clientX: 52, deltaY: -100, ctrlKey }));
}

test('the last year by a button, and the whole again', async () => {
  const { figure, says } = await plot();
  expect(within(figure).queryByRole('button', { name: '5 years' })).toBeNull();
  fireEvent.click(within(figure).getByRole('button', { name: '1 year' }));
  expect(says()).toBe('14 Nov 2025 to 15 Nov 2026: 13 of 36 values');
  expect(within(figure).getByRole('button', { name: '1 year' }).getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(within(figure).getByRole('button', { name: 'All' }));
  expect(says()).toMatch(/^Drag over a part/);
});

test('by keyboard: + and - nearer and farther, Shift with arrows along, 0 the whole', async () => {
  const { surface, says } = await plot();
  for (const key of ['+', '+', '+']) fireEvent.keyDown(surface, { key });
  expect(says()).toMatch(/: 1[01] of 36 values$/);
  const middle = says();
  fireEvent.keyDown(surface, { key: 'ArrowRight', shiftKey: true });
  expect(says()).not.toBe(middle);
  for (let press = 0; press < 9; press++) fireEvent.keyDown(surface, { key: 'ArrowRight', shiftKey: true });
  expect(says()).toMatch(/ to 15 Nov 2026: /);
  fireEvent.keyDown(surface, { key: '-' });
  expect(says()).toMatch(/: 1\d of 36 values$/);
  fireEvent.keyDown(surface, { key: '0' });
  expect(says()).toMatch(/^Drag over a part/);
});

test('by mouse: dragging over a part shows it, the wheel goes nearer only where it is meant', async () => {
  const { surface, says } = await plot();
  fireEvent.pointerDown(surface, { clientX: 52, button: 0 });
  fireEvent.pointerMove(surface, { clientX: 252 });
  fireEvent.pointerUp(surface, { clientX: 252 });
  expect(says()).toBe('15 Dec 2023 to 4 Dec 2024: 12 of 36 values');
  wheel(surface, false);
  expect(says()).toBe('15 Dec 2023 to 4 Dec 2024: 12 of 36 values'); // the page scrolls
  wheel(surface, true);
  expect(says()).toMatch(/^15 Dec 2023 to .*: 8 of 36 values$/);
});

test('all values stand in a table, the newest first', async () => {
  const { figure } = await plot();
  const rows = within(within(figure).getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true });
  expect(rows).toHaveLength(36);
  expect(rows[0]?.textContent).toContain('95 kg');
});
