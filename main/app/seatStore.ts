import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SeatOf } from '../../preload/contract/bridge.ts';
import type { PairedSeat } from '../seats/connector/pair.ts';
import { isProtecting, replaceFile, type SafeStorage, seal, unseal } from './sealing.ts';

/** `paired` is missing when another user or computer sealed it: what is known about the clinic is still told. */
export type StoredSeat = { seatOf: SeatOf; paired?: PairedSeat };

/** What anybody may read, and the pairing itself: sealed, or in plain where the system has no key store. */
type SeatFile = { seatOf: SeatOf; sealed?: string; paired?: PairedSeat };

/** DIR/seat.json says that this computer is a seat of a clinic on another one. */
export class SeatStore {
  readonly #folder: string;
  readonly #file: string;
  readonly #storage: SafeStorage;
  readonly #platform: NodeJS.Platform;

  constructor(dataDir: string, storage: SafeStorage, platform: NodeJS.Platform = process.platform) {
    this.#folder = dataDir;
    this.#file = join(dataDir, 'seat.json');
    this.#storage = storage;
    this.#platform = platform;
  }

  async read(): Promise<StoredSeat | undefined> {
    if (!existsSync(this.#file)) return undefined;
    const { seatOf, sealed, paired } = JSON.parse(readFileSync(this.#file, 'utf8')) as SeatFile;
    if (sealed === undefined) return { seatOf, ...(paired && { paired }) };
    const text = await unseal(this.#storage, Buffer.from(sealed, 'base64'));
    return { seatOf, ...(text !== undefined && { paired: JSON.parse(text) as PairedSeat }) };
  }

  async write(paired: PairedSeat, seatName: string): Promise<StoredSeat> {
    const isSealed = await isProtecting(this.#storage, this.#platform);
    const { address, facility } = paired;
    const seatOf: SeatOf = { clinic: facility.name, code: facility.code, address, seatName, isSealed };
    const secret = isSealed ? { sealed: (await seal(this.#storage, JSON.stringify(paired))).toString('base64') } : { paired };
    replaceFile(this.#folder, this.#file, Buffer.from(JSON.stringify({ seatOf, ...secret } satisfies SeatFile)));
    return { seatOf, paired };
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }
}
