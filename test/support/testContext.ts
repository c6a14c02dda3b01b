import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { seatFor } from '../../main/demo/makeDemoFacility.ts';
import { type Context, type Facility, makeContext, type Seat } from '../../main/facility/context.ts';
import { dispatch } from '../../main/facility/dispatch.ts';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { rolePermissions, type RoleCode } from '../../main/security/roles.ts';
import type { MethodName, Output, RawInput } from '../../preload/contract/index.ts';
import type { Envelope } from '../../preload/contract/wire.ts';
import { type HashCosts, hashPassword } from '../../sync/security/password.ts';
import { beginSetUp } from './emptyFile.ts';

export type TestClinic = {
  facility: Facility;
  host: Host;
  /** moves the clock */
  clock: { now: string };
  seat: (role: RoleCode) => Seat;
  /** of an account that the test added */
  seatOf: (username: string) => Seat;
  ctx: (role: RoleCode) => Context;
  /** asks like a screen and answers the envelope, refusals included */
  ask: <M extends MethodName>(role: RoleCode, method: M, input: RawInput<M>, key?: string) => Promise<Envelope<Output<M>>>;
  /** asks and expects an answer */
  call: <M extends MethodName>(role: RoleCode, method: M, input: RawInput<M>) => Promise<Output<M>>;
  count: (table: string) => number;
  changed: string[][];
};

const roles = Object.keys(rolePermissions) as RoleCode[];

const cheap = { memory: 1024, passes: 1 };
/** Passwords in tests take a millisecond. */
export const cheapHashes: HashCosts = { password: cheap, pin: cheap, backupCode: cheap };

/** With which the doctor signs prescriptions. */
export const doctorsPassword = 'right horse 9';
const signingHash = hashPassword(doctorsPassword, cheap);

/** A clinic on a real encrypted file in a temporary folder, with the real dispatcher; 2026-11-21T08:00Z in Accra, counting ids. One person for each role. */
export async function testClinic(disk = tmpdir()): Promise<TestClinic> {
  const dataDir = await mkdtemp(join(disk, 'medvault-test-'));
  const clock = { now: '2026-11-21T08:00:00.000Z' };
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), now: () => clock.now, newId: countingIds(), hashCosts: cheapHashes });
  onTestFinished(async () => {
    await host.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  await host.start();
  beginSetUp(dataDir);
  const hash = await signingHash;
  const accounts = roles.map((role) => ({
    username: role,
    displayName: `Test ${role}`,
    passwordHash: role === 'doctor' ? hash : 'none',
    roles: [role],
    isBookable: role === 'doctor',
  }));
  const self = {
    name: 'Test Clinic',
    type: 'clinic',
    timeZone: 'Africa/Accra',
    latitude: 7.35,
    longitude: -1.94,
    currency: 'GHS',
    locale: 'en',
  } as const;
  const { opened: facility } = await makeFacility(host, self, accounts);
  const changed: string[][] = [];
  host.onNews((news) => void (news === 'status' || changed.push(news.tables)));

  const seatOf = (username: string) => ({ ...seatFor(facility, username), kind: 'window' as const });
  const seat = (role: RoleCode) => seatOf(role);
  let keyNumber = 0;
  const ask: TestClinic['ask'] = async (role, method, input, key = `test-key-${++keyNumber}`) =>
    (await dispatch(host, seat(role), { id: '1', method, input, key })) as never;
  return {
    facility,
    host,
    clock,
    seat,
    seatOf,
    ctx: (role) => makeContext(facility, seat(role)),
    ask,
    call: async (role, method, input) => {
      const envelope = await ask(role, method, input);
      if (!envelope.ok) throw new Error(`${method}: ${envelope.error.code} ${JSON.stringify(envelope.error.data)}`);
      return envelope.value;
    },
    count: (table) => facility.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number,
    changed,
  };
}

export function countingIds(): () => string {
  let n = 0;
  return () => `01930000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
}
