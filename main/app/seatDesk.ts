import { z } from 'zod';
import type { FoundClinic } from '../../preload/contract/bridge.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Envelope } from '../../preload/contract/wire.ts';
import { readAddress, writeAddress } from '../seats/connector/address.ts';
import { discover } from '../seats/connector/discover.ts';
import { hasKeys } from '../security/keysFile.ts';
import { openSeat, type SeatState } from '../seats/connector/openSeat.ts';
import { pair, type PairedSeat } from '../seats/connector/pair.ts';
import type { SeatStore } from './seatStore.ts';

const listenMs = 3000;
const address = z.string().trim().min(1).max(260);
const wish = z.object({ address, code: z.string().max(200), name: z.string().trim().min(1).max(60) });

/** What a window may ask about being a seat of another computer's clinic. Every answer is a value or a refusal; nothing of the key is in it. */
export function seatDesk({ dataDir, store, restart }: { dataDir: string; store: SeatStore; restart: () => Promise<void> }) {
  return {
    find: findClinics,
    join: (given: unknown): Promise<Envelope<{ clinic: string }>> =>
      answer(async () => {
        const { name, ...to } = parse(wish, given);
        if (hasKeys(dataDir)) throw new AppError('facility.already_set_up');
        const paired = await pair({ ...to, name });
        await store.write(paired, name);
        await restart();
        return { clinic: paired.facility.name };
      }),
    moveTo: (given: unknown): Promise<Envelope<null>> =>
      answer(async () => {
        const stored = await store.read();
        if (!stored?.paired) throw new AppError('seat.key_lost');
        const moved = { ...stored.paired, address: writeAddress(readAddress(parse(address, given))) };
        await assertThere(moved);
        await store.write(moved, stored.seatOf.seatName);
        await restart();
        return null;
      }),
    forget: async (): Promise<void> => {
      store.forget();
      await restart();
    },
  };
}

/** Who answers on this network within three seconds. */
async function findClinics(): Promise<FoundClinic[]> {
  const found = new Map<string, FoundClinic>();
  const search = discover((one) => found.set(`${one.code} ${one.address}`, { code: one.code, address: one.address }));
  await new Promise((resolve) => setTimeout(resolve, listenMs));
  search.stop();
  return [...found.values()].toSorted((a, b) => a.code.localeCompare(b.code));
}

/** The computer with the pinned key answers at this address. @throws what hinders it */
async function assertThere(seat: PairedSeat): Promise<void> {
  const reached = await new Promise<SeatState>((resolve) => {
    const line = openSeat(seat, {
      onMessage: () => undefined,
      onState: (state) => {
        if (state.state === 'connecting') return;
        line.close();
        resolve(state);
      },
    });
  });
  if (reached.state === 'offline' || reached.state === 'refused') throw new AppError(reached.error.code, reached.error.data);
}

function parse<T>(shape: z.ZodType<T>, given: unknown): T {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('ipc.invalid_input', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
}

async function answer<T>(work: () => Promise<T>): Promise<Envelope<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) console.error(error);
    const { code, data } = error instanceof AppError ? error : new AppError('internal');
    return { ok: false, error: { code, data } };
  }
}
