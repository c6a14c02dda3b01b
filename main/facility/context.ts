import type { Logger } from 'pino';
import type { AuditSigner } from '../../db/audit.ts';
import type { OpenDatabase } from '../../db/open.ts';
import type { PersonKeys } from '../../db/personKeys.ts';
import type { Row } from '../../db/schema/index.ts';
import type { WriteScope } from '../../db/write.ts';
import { today } from '../../preload/contract/dates.ts';
import type { HashCosts } from '../../sync/security/password.ts';
import type { BlobStore } from '../documents/blobStore.ts';
import type { Catalogues } from '../knowledge/catalogues.ts';
import type { NetworkDesk } from '../network/desk.ts';
import type { SeedDesk } from '../network/seedDesk.ts';
import type { SeatDesk } from '../seats/seatDesk.ts';
import type { SettledReads } from '../security/settledReads.ts';

/** What is open while the facility works. One object a process; tests make it with fake clock and ids. */
export type Facility = OpenDatabase & {
  dataDir: string;
  keys: PersonKeys;
  /** this facility's row, read again after it was amended */
  self: Row<'facility'>;
  signer: AuditSigner;
  blobs: BlobStore;
  catalogues: Catalogues;
  network: NetworkDesk;
  seeds: SeedDesk;
  seats: SeatDesk;
  settled: SettledReads;
  log: Logger;
  now: () => string;
  newId: () => string;
  hashCosts: HashCosts;
  /** tells every seat which tables changed */
  announce: (tables: ReadonlySet<string>) => void;
  /** runs when nothing else uses the connection: for short synchronous work beside Kysely's transactions */
  exclusive: <T>(work: () => T) => Promise<T>;
};

export type SignedInUser = {
  userId: string;
  sessionId: string;
  practitionerId: string;
  displayName: string;
  permissions: ReadonlySet<string>;
};

/** Whoever is connected: a window's port, a browser's WebSocket, a command. */
export type Seat = {
  id: string;
  kind: 'window' | 'browser' | 'command';
  user: SignedInUser | null;
  /** on another computer */
  isRemote?: true;
};

/** A use case's world: the transaction, who asks, and the time. */
export type Context = WriteScope & {
  facility: Facility;
  seat: Seat;
  user: SignedInUser;
  can: (permission: string) => boolean;
  today: () => string;
  newId: () => string;
};

const nobody: SignedInUser = { userId: 'nobody', sessionId: '', practitionerId: '', displayName: '', permissions: new Set() };

/** Before signing in the user is nobody, who may do nothing. `as`: who acts, where that is known before the seat is taken. */
export function makeContext(facility: Facility, seat: Seat, as?: string): Context {
  const user = seat.user ?? nobody;
  return {
    db: facility.db,
    raw: facility.raw,
    keys: facility.keys,
    now: facility.now,
    newId: facility.newId,
    today: () => today(facility.now(), facility.self.time_zone),
    actor: { kind: seat.kind === 'command' ? 'command' : 'user', id: as ?? user.userId },
    seatId: seat.id,
    touched: new Set(),
    facility,
    seat,
    user,
    can: (permission) => user.permissions.has(permission),
  };
}

/**
 * One transaction, announced when it is committed. Not Kysely's own: a full disk ends the transaction by itself,
 * and its rollback would then hide what happened.
 */
export async function inTransaction<T>(ctx: Context, work: (inside: Context) => Promise<T> | T): Promise<T> {
  const { raw } = ctx;
  const value = await ctx.facility.db.connection().execute(async (db) => {
    raw.exec('BEGIN IMMEDIATE');
    try {
      const done = await work({ ...ctx, db });
      raw.exec('COMMIT');
      return done;
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK');
      throw error;
    } finally {
      ctx.keys.settle();
    }
  });
  if (ctx.touched.size > 0) ctx.facility.announce(ctx.touched);
  ctx.touched.clear();
  return value;
}
