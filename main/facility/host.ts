import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { AppError } from '../../preload/contract/errors.ts';
import type { FacilityStatus } from '../../preload/contract/facility.ts';
import { toStorageError } from '../../db/open.ts';
import type { Facility, Seat } from './context.ts';
import { finishRestore } from '../backup/swap.ts';
import { type CommandDoor, openCommandDoor } from './commandDoor.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { newId } from './ids.ts';
import { SeatDesk } from '../seats/seatDesk.ts';
import { closeFacility, openFacility, type OpenFile, openFile, openIfSetUp } from './openFacility.ts';
import { bringRolesUpToDate } from '../security/builtInRoles.ts';
import type { KeyProtection, Unlock } from '../security/keys.ts';
import type { PassphraseKey } from '../security/passphrase.ts';
import { type HashCosts, hashCosts } from '../../sync/security/password.ts';

export type HostOptions = {
  dataDir: string;
  log: Logger;
  /** 32 bytes from the operating system's key store */
  keyEncryptionKey?: Uint8Array;
  /** for `serve`: from its standard input */
  passphrase?: PassphraseKey;
  /** for `serve`: on another disk than the data; left out: DIR/medvault.key */
  keyFile?: string;
  now?: () => string;
  newId?: () => string;
  /** cheaper ones, for tests */
  hashCosts?: HashCosts;
  /** no link to the hub and no neighbours: for commands that only look */
  isAlone?: boolean;
  /** the demo clinic's local hub and neighbours, started with it */
  startNeighbours?: (host: Host, facility: Facility) => Promise<void>;
};

/** The facility process itself: new, open or failed. Holds the lock on the data folder as long as it lives. */
export class Host {
  readonly log: Logger;
  readonly options: HostOptions;
  readonly now: () => string;
  readonly newId: () => string;
  readonly seats = new SeatDesk();
  readonly hashCosts: HashCosts;
  #facility: Facility | undefined;
  #protection: KeyProtection | undefined;
  #problem: AppError | undefined;
  #preparing: { step: string; share: number } | undefined;
  #lock: FolderLock | undefined;
  #door: CommandDoor | undefined;
  readonly #listeners = new Set<(news: { tables: string[] } | 'status') => void>();
  /** what must end before the database closes: local hub and neighbours of the demo */
  readonly closeFirst: (() => Promise<void>)[] = [];

  constructor(options: HostOptions) {
    this.options = options;
    this.log = options.log;
    this.now = options.now ?? (() => new Date().toISOString());
    this.newId = options.newId ?? newId;
    this.hashCosts = options.hashCosts ?? hashCosts;
  }

  /** Takes the folder and opens what is in it. A failure is kept and shown, not thrown: the process stays to answer. */
  async start(): Promise<void> {
    this.#problem = undefined;
    try {
      mkdirSync(this.options.dataDir, { recursive: true, mode: 0o700 });
      this.#lock ??= lockFolder(this.options.dataDir);
      if (!this.options.isAlone) this.#door ??= await openCommandDoor(this);
      finishRestore(this.options.dataDir);
      const file = openIfSetUp(this);
      if (!file) return;
      const facility = await this.use(file);
      if (facility.self.is_demo === 1 && !this.options.isAlone) await this.options.startNeighbours?.(this, facility);
    } catch (error) {
      this.#problem = this.#sortProblem(error);
    } finally {
      this.tell('status');
    }
  }

  /** Somebody put right what hindered the start: a key is back, a disk has room, the other program is closed. */
  async tryAgain(): Promise<void> {
    if (this.#problem && !this.isPreparing) await this.start();
  }

  /** Opens after what hindered it was put right, or after the files were changed under it (restore). */
  async openAgain(): Promise<void> {
    this.#problem = undefined;
    try {
      const facility = await this.use();
      if (facility.self.is_demo === 1 && !this.options.isAlone) await this.options.startNeighbours?.(this, facility);
    } catch (error) {
      this.#problem = this.#sortProblem(error);
      this.tell('status');
      throw this.#problem;
    }
  }

  /** Closes the facility, keeps the folder's lock, lets `work` change the files, and opens what is there then. */
  async whileClosed<T>(step: string, work: () => Promise<T>): Promise<T> {
    const facility = this.#facility;
    this.prepare({ step, share: 0 });
    try {
      for (const end of this.closeFirst.splice(0)) await end();
      this.#facility = undefined;
      if (facility) await closeFacility(facility);
      try {
        return await work();
      } finally {
        await this.openAgain();
      }
    } finally {
      this.prepare(undefined);
    }
  }

  /** Opens the facility in this folder, whose file may be open already. */
  async use(file: OpenFile = openFile(this)): Promise<Facility> {
    const { facility, protection } = await openFacility(this, file);
    this.#facility = facility;
    this.#protection = protection;
    if (!this.options.isAlone) {
      await bringRolesUpToDate(facility);
      facility.network.start();
    }
    this.tell('status');
    return facility;
  }

  /** @throws 'facility.not_set_up', or what hinders this facility from working */
  open(): Facility {
    if (this.#facility) return this.#facility;
    throw this.#problem ?? new AppError('facility.not_set_up');
  }

  get problem(): AppError | undefined {
    return this.#problem;
  }

  prepare(progress: { step: string; share: number } | undefined): void {
    this.#preparing = progress;
    this.tell('status');
  }

  fail(error: unknown): void {
    this.#problem = this.#sortProblem(error);
    this.#preparing = undefined;
    this.tell('status');
  }

  /** What this process was given to open the folder with. */
  get unlock(): Unlock {
    const { keyEncryptionKey, passphrase, keyFile } = this.options;
    return {
      ...(keyEncryptionKey && { os: keyEncryptionKey }),
      ...(passphrase && { passphrase }),
      ...(keyFile !== undefined && { keyFile }),
    };
  }

  /** A key was added or replaced while the folder is open. */
  learn({ passphrase, keyFile }: Unlock): void {
    if (passphrase && this.options.passphrase) this.options.passphrase = passphrase;
    if (keyFile !== undefined && this.#protection?.startsWith('key-file')) this.options.keyFile = keyFile;
  }

  get isPreparing(): boolean {
    return this.#preparing !== undefined;
  }

  status(seat: Seat): FacilityStatus {
    const self = this.#facility?.self;
    return {
      state: this.#preparing ? 'preparing' : this.#problem ? 'failed' : self ? 'open' : 'new',
      seat: seat.kind === 'window' ? 'window' : 'browser',
      ...(this.#preparing ? { progress: this.#preparing } : {}),
      ...(this.#problem ? { problem: { code: this.#problem.code, data: { ...this.#problem.data } } } : {}),
      ...(self
        ? { facility: { name: self.name, code: self.code, timeZone: self.time_zone, locale: self.locale, isDemo: self.is_demo === 1 } }
        : {}),
      ...(this.#protection ? { keyProtection: this.#protection } : {}),
    };
  }

  onNews(listener: (news: { tables: string[] } | 'status') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(news: { tables: string[] } | 'status'): void {
    for (const listener of this.#listeners) listener(news);
  }

  /** Signs the audit's head, empties the WAL and frees the folder. */
  async close(): Promise<void> {
    for (const end of this.closeFirst.splice(0)) await end();
    const facility = this.#facility;
    this.#facility = undefined;
    if (facility) await closeFacility(facility);
    await this.#door?.close();
    this.#door = undefined;
    this.#lock?.release();
    this.#lock = undefined;
  }

  #sortProblem(error: unknown): AppError {
    const sorted = error instanceof AppError ? error : toStorageError(error);
    if (!sorted) this.log.error({ err: error }, 'the facility could not start');
    return sorted ?? new AppError('internal');
  }
}
