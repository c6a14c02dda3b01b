import type { Seat } from '../../main/facility/context.ts';
import { dispatch } from '../../main/facility/dispatch.ts';
import type { MethodName, Output, RawInput } from '../../preload/contract/index.ts';
import type { Envelope } from '../../preload/contract/wire.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { cheapHashes, doctorsPassword, testClinic, type TestClinic } from './testContext.ts';

/** The doctor's own, so that prescriptions are signed in such a clinic too. */
export const rightPassword = doctorsPassword;

/** A test clinic whose doctor and administrator have the password `rightPassword`. */
export async function clinicWithPasswords(): Promise<TestClinic> {
  const clinic = await testClinic();
  clinic.facility.raw
    .prepare(`UPDATE user_account SET password_hash = ? WHERE username IN ('doctor', 'administrator')`)
    .run(await hashPassword(rightPassword, cheapHashes.password));
  return clinic;
}

export const aSeat = (id = 'window-1'): Seat => ({ id, kind: 'window', user: null });

let keys = 0;
export async function askAt<M extends MethodName>(
  clinic: TestClinic,
  seat: Seat,
  method: M,
  input: RawInput<M>,
): Promise<Envelope<Output<M>>> {
  return (await dispatch(clinic.host, seat, { id: '1', method, input, key: `seat-key-${++keys}` })) as Envelope<Output<M>>;
}

/** Asks and expects an answer. */
export async function callAt<M extends MethodName>(clinic: TestClinic, seat: Seat, method: M, input: RawInput<M>): Promise<Output<M>> {
  const envelope = await askAt(clinic, seat, method, input);
  if (!envelope.ok) throw new Error(`${method}: ${envelope.error.code} ${JSON.stringify(envelope.error.data)}`);
  return envelope.value;
}

/** A seat where somebody has signed in. */
export async function signedInSeat(clinic: TestClinic, username: 'doctor' | 'administrator' = 'doctor', id = 'window-1'): Promise<Seat> {
  const seat = aSeat(id);
  await callAt(clinic, seat, 'session.signIn', { username, password: rightPassword });
  return seat;
}

export const minutesLater = (clinic: TestClinic, minutes: number): void => {
  clinic.clock.now = new Date(Date.parse(clinic.clock.now) + minutes * 60_000).toISOString();
};

export function auditActions(clinic: TestClinic): string[] {
  return clinic.facility.raw.prepare('SELECT action FROM audit_event ORDER BY seq').pluck().all() as string[];
}

/** Every stored value of every table, as text: for looking whether a secret lies in it. */
export function everythingStored(clinic: TestClinic): string {
  const { raw } = clinic.facility;
  const tables = raw
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
    .pluck()
    .all() as string[];
  const text = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value));
  return tables
    .flatMap((table) => (raw.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]).map((row) => row.map(text).join('|')))
    .join('\n');
}
