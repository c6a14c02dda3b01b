import { aLine } from './clinic.ts';
import type { Connected, Habits } from './clinic.ts';
import { connectAll, stopAll } from './connections.ts';
import { aHubPlace, someClinics } from './place.ts';
import type { HubProcess } from './place.ts';
import { createStream } from './stream.ts';

export type Country = {
  hub: HubProcess;
  all: readonly Connected[];
  stream: ReturnType<typeof createStream>;
  /** on the wire so far, both ways */
  bytes: () => number;
  /** with rows in them, that facilities were sent so far */
  frames: () => number;
  pings: NonNullable<Habits['pings']>;
};

/** One hub on SQLite and its facilities, all of them connected; each reads what `perArea` of them have who lie together. */
export async function withCountry<T>(facilities: number, perArea: number, work: (country: Country) => Promise<T>): Promise<T> {
  const clinics = someClinics(facilities, perArea);
  const place = await aHubPlace(clinics);
  try {
    const hub = await place.start();
    const [stream, line, pings] = [createStream(), aLine(), { areHeld: false }];
    let frames = 0;
    const habits: Habits = {
      isNear: true,
      pings,
      onRows: (rows) => {
        frames++;
        stream.onRows(rows);
      },
    };
    const all = await connectAll(clinics, place.port, habits, line);
    const bytes = () => line.bytes().toHub + line.bytes().fromHub;
    const made = await work({ hub, all, stream, bytes, frames: () => frames, pings });
    await stopAll(all);
    await hub.end();
    return made;
  } finally {
    place.remove();
  }
}
