import { expect } from 'vitest';
import type { TestFacility } from './facility.ts';
import { until } from './hub.ts';

/** What a node on this computer answers; an empty token is none. */
export async function ask(url: string, path: string, token = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Each facility changes one of its 60 items after the other, until it is told that so many changes are enough. */
export async function sendStock(facilities: readonly TestFacility[], isEnough: (sent: number) => boolean): Promise<void> {
  await Promise.all(
    facilities.map(async (facility, index) => {
      for (let number = 0; !isEnough(number); number++) {
        facility.setStock(`item-${number % 60}`, index * 10_000 + number);
        await new Promise((resolve) => void setTimeout(resolve, 15));
      }
    }),
  );
}

/** Nothing waits, and everybody holds what everybody else has. */
export async function untilAllAgree(facilities: readonly TestFacility[]): Promise<void> {
  await until('all is sent', () =>
    facilities.every((facility) => facility.link().status().state === 'online' && facility.link().status().waiting === 0),
  );
  await until('everybody sees everybody', () =>
    facilities.every((reader) =>
      facilities.every((owner) => reader === owner || sorted(Object.entries(reader.sees(owner))) === sorted([...owner.stock])),
    ),
  );
}

const sorted = (levels: [string, number][]) => JSON.stringify(levels.toSorted(([a], [b]) => a.localeCompare(b)));

/** What the hub counted and keeps is what they sent, whichever node each of it came to. @param token the machine's own */
export async function expectKeptOnce(facilities: readonly TestFacility[], nodeUrl: string, token: string): Promise<void> {
  const rows = facilities.map(({ stock }) => stock.size + 1); // and who they are
  const all = rows.reduce((sum, count) => sum + count, 0);
  for (const [index, facility] of facilities.entries()) {
    expect(facility.peerCount()).toBe(all - rows[index]!);
    expect(facility.quarantine()).toEqual([]);
  }
  const numbers = facilities.map(({ raw }) => raw.prepare('SELECT next_number - 1 FROM hub_link').pluck().get() as number);
  expect((await ask(nodeUrl, '/admin/counts', token)).body).toMatchObject({
    changes: numbers.reduce((sum, number) => sum + number, 0),
    rows: all,
    refused: 0,
    facilities: facilities.length,
  });
}
