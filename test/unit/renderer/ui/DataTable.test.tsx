// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Column, DataTable } from '../../../../renderer/ui/DataTable.tsx';
import { prepareScreen } from '../../../support/screenEnvironment.ts';

type Person = { id: string; name: string; age: number };
const people: Person[] = Array.from({ length: 5000 }, (_, index) => ({
  id: `p${index}`,
  name: index === 300 ? 'Zawadi' : `Person ${index}`,
  age: index % 90,
}));
const columns: Column<Person>[] = [
  { key: 'name', head: 'Name', sortBy: 'name', cell: (row) => row.name, text: (row) => row.name },
  { key: 'age', head: 'Age', isNumeric: true, cell: (row) => row.age },
];

beforeAll(prepareScreen);
afterEach(cleanup);

function show(change: Partial<Parameters<typeof DataTable<Person>>[0]> = {}) {
  const onOpen = vi.fn<(row: Person) => void>();
  const onSort = vi.fn<(by: string) => void>();
  render(
    <MantineProvider>
      <DataTable<Person>
        label="People"
        rows={people}
        rowId={(row) => row.id}
        columns={columns}
        onOpen={onOpen}
        onSort={onSort}
        empty={<p>nobody</p>}
        {...change}
      />
    </MantineProvider>,
  );
  const grid = screen.getByRole('grid', { name: 'People' });
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(grid, { key });
  };
  return { grid, press, onOpen, onSort };
}

test('says how many rows there are and draws only those in sight', () => {
  const { grid } = show();
  expect(grid.getAttribute('aria-rowcount')).toBe('5001');
  expect(screen.getByText('5,000 rows')).toBeTruthy();
  expect(within(grid).getAllByRole('row').length).toBeLessThan(100);
});

test('arrows, Home and End move; Enter and Space open where they are', () => {
  const { press, onOpen } = show();
  press('ArrowDown', 'ArrowDown', 'Enter');
  press('End', 'Enter');
  press('Home', ' ');
  expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(['p2', 'p4999', 'p0']);
});

test('letters find a row far out of sight', () => {
  const { press, onOpen } = show();
  press('z', 'a', 'w', 'Enter');
  expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(['p300']);
});

test('a head that sorts asks for it, the sorted one says so', () => {
  const { onSort } = show({ sort: 'name' });
  fireEvent.click(screen.getByRole('button', { name: /Name/ }));
  expect(onSort).toHaveBeenCalledWith('name');
  expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending');
});

test('the selected row is marked for everyone', () => {
  show({ selectedId: 'p1' });
  expect(screen.getByRole('row', { selected: true }).textContent).toContain('Person 1');
});

test('no rows: the empty state; not read yet: busy, and not called empty', () => {
  const { grid } = show({ rows: [] });
  expect(within(grid).getByText('nobody')).toBeTruthy();
  cleanup();
  const reading = show({ rows: undefined }).grid;
  expect(reading.getAttribute('aria-busy')).toBe('true');
  expect(within(reading).queryByText('nobody')).toBeNull();
});

test('a row that is not read yet cannot be opened', () => {
  const { press, onOpen } = show({ rows: [people[0], undefined, people[2]] });
  press('ArrowDown', 'Enter', 'ArrowDown', 'Enter');
  expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(['p2']);
});

test('each cell takes its direction from its own text, so that an Arabic name is cut at its end', () => {
  const { grid } = show({ rows: [{ id: 'a', name: 'الحسين بن عبد الرحمن', age: 3 }] });
  for (const cell of within(grid).getAllByRole('gridcell')) expect(cell.getAttribute('dir')).toBe('auto');
});
