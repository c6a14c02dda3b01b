import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeFacility } from '../../../support/fakeFacility.ts';
import { createClient } from '../../../../renderer/lib/client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const registration = { familyName: 'Okello', givenNames: 'Ann', sex: 'female', birthDate: null } as const;

describe('a call', () => {
  test('is answered with its value', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    const asked = client.call('patients.search', { text: 'ann' });
    facility.answer('patients.search', { patients: [] });
    await expect(asked).resolves.toEqual({ patients: [] });
  });

  test('that is refused throws the code and its data', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    const asked = client.call('dispensing.dispense', { lines: [{ medicationRequestId: 'x', quantity: 8 }] });
    facility.refuse('dispensing.dispense', 'stock.insufficient', { wanted: 8, available: 3 });
    await expect(asked).rejects.toMatchObject({ code: 'stock.insufficient', data: { wanted: 8, available: 3 } });
  });

  test('made before the facility is there waits for it', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    const asked = client.call('facility.status', {});
    expect(facility.received).toEqual([]);
    facility.open();
    facility.answer('facility.status', { state: 'new', seat: 'window' });
    await expect(asked).resolves.toMatchObject({ state: 'new' });
  });

  test('carries a key exactly when it is a command', () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    void client.call('patients.search', { text: '' });
    void client.call('patients.register', registration);
    expect(facility.received.map((request) => request.key !== undefined)).toEqual([false, true]);
  });
});

describe('when the facility process restarts', () => {
  test('an unanswered command is sent again with the same key', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    const asked = client.call('patients.register', registration);
    const [first] = facility.received;
    facility.close();
    facility.open();
    expect(facility.received).toHaveLength(2);
    expect(facility.received[1]).toEqual(first);
    facility.answer('patients.register', { outcome: 'registered', patientId: 'p', number: 'n' });
    await expect(asked).resolves.toMatchObject({ outcome: 'registered' });
  });

  test('an answered call is not sent again', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    const asked = client.call('patients.register', registration);
    facility.answer('patients.register', { outcome: 'registered', patientId: 'p', number: 'n' });
    await asked;
    facility.close();
    facility.open();
    expect(facility.received).toHaveLength(1);
  });

  test('an act that must not run twice is given up instead', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    facility.open();
    const asked = client.call('network.enrol', { hubUrl: 'ws://127.0.0.1', code: 'x' });
    const refusal = asked.catch((error: unknown) => error);
    facility.close();
    facility.open();
    expect(await refusal).toMatchObject({ code: 'ipc.disconnected' });
    expect(facility.received).toHaveLength(1);
  });

  test('the session is resumed before anything is sent again', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    const resumed = vi.fn<(session: unknown) => void>();
    client.onResumed(resumed);
    facility.open();
    client.keepToken('token-of-the-session');
    const asked = client.call('patients.search', { text: 'a' });
    facility.close();
    facility.open();
    expect(facility.received.map((request) => request.method)).toEqual(['patients.search', 'session.resume']);
    facility.answer('session.resume', { token: 'next-token-of-the-session' });
    expect(facility.received.at(-1)?.method).toBe('patients.search');
    facility.answer('patients.search', { patients: [] });
    await asked;
    expect(resumed).toHaveBeenCalledWith(expect.objectContaining({ token: 'next-token-of-the-session' }));
  });

  test('a session that cannot be resumed has ended', () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    const resumed = vi.fn<(session: unknown) => void>();
    client.onResumed(resumed);
    client.keepToken('token-of-the-session');
    facility.open();
    facility.refuse('session.resume', 'auth.signed_out');
    expect(resumed).toHaveBeenCalledWith(null);
    facility.close();
    facility.open();
    expect(facility.received.filter((request) => request.method === 'session.resume')).toHaveLength(1);
  });

  test('a call is given up when nobody answers for half a minute', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect, { patienceMs: 30_000 });
    facility.open();
    facility.close();
    const asked = client.call('patients.search', { text: 'a' });
    const refusal = asked.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await refusal).toMatchObject({ code: 'ipc.disconnected' });
  });

  test('each call waits its own half minute, also one that is made when others were given up', async () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect, { patienceMs: 30_000 });
    facility.open();
    facility.close();
    await vi.advanceTimersByTimeAsync(40_000);
    const refusal = client.call('patients.search', { text: 'a' }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await refusal).toMatchObject({ code: 'ipc.disconnected' });
  });

  test('the state of the connection is told', () => {
    const facility = fakeFacility();
    const client = createClient(facility.connect);
    const state = () => client.connection.getState().state;
    expect(state()).toBe('connecting');
    facility.open();
    expect(state()).toBe('open');
    facility.close();
    expect(state()).toBe('lost');
  });
});

test('a call that meets a signed-out seat ends the session once', async () => {
  const facility = fakeFacility();
  const client = createClient(facility.connect);
  const resumed = vi.fn<(session: unknown) => void>();
  client.onResumed(resumed);
  facility.open();
  client.keepToken('token-of-the-session');
  const asked = [client.call('patients.search', { text: 'a' }), client.call('encounters.queue', {})];
  facility.refuse('patients.search', 'auth.signed_out');
  facility.refuse('encounters.queue', 'auth.signed_out');
  await Promise.allSettled(asked);
  expect(resumed.mock.calls).toEqual([[null]]);
});

test('news of changed tables reaches every listener until it stops listening', () => {
  const facility = fakeFacility();
  const client = createClient(facility.connect);
  const heard: string[][] = [];
  const stop = client.onChanged((tables) => heard.push([...tables]));
  facility.open();
  facility.say({ t: 'changed', tables: ['patient'] });
  stop();
  facility.say({ t: 'changed', tables: ['item'] });
  expect(heard).toEqual([['patient']]);
});
