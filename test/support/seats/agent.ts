import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { FoundFacility } from '../../../main/seats/connector/discover.ts';
import type { SeatState } from '../../../main/seats/connector/openSeat.ts';
import type { PairedSeat } from '../../../main/seats/connector/pair.ts';
import type { FromFacility } from '../../../preload/contract/wire.ts';
import type { AgentAnswer } from './agentWords.ts';

const script = join(import.meta.dirname, '../../fixtures/seatAgent.ts');
type Answer = Extract<FromFacility, { t: 'answer' }>;

/** Starts Node on one of the test's computers; `ip netns exec` becomes the process itself, so its id is that of the child. */
export function nodeOn(computer: string, args: string[], stdio: ('ignore' | 'pipe' | 'inherit' | 'ipc')[]) {
  const child = spawn('ip', ['netns', 'exec', computer, process.execPath, ...args], { stdio });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** An agent on a computer: it pairs, opens its line and asks, as the application there would. */
export async function agentOn(computer: string) {
  const child = nodeOn(computer, [script], ['ignore', 'ignore', 'inherit', 'ipc']);
  const waiting = new Map<number, (answer: AgentAnswer) => void>();
  let last = 0;
  const ready = new Promise((resolve) => waiting.set(0, resolve));
  child.on('message', (answer: AgentAnswer) => waiting.get(answer.id)?.(answer));
  await ready;
  const call = async <T>(name: string, ...args: unknown[]): Promise<T> => {
    const id = ++last;
    const answered = new Promise<AgentAnswer>((resolve) => waiting.set(id, resolve));
    child.send({ id, name, args });
    const answer = await answered;
    if ('error' in answer) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    return answer.value as T;
  };
  const answerTo = async (id: string): Promise<Answer> => {
    let answer: Answer | null = null;
    await expect.poll(async () => (answer = await call<Answer | null>('answer', id)), { timeout: 10_000 }).not.toBeNull();
    return answer as unknown as Answer;
  };
  return {
    pair: (to: { address: string; code: string; name: string }) => call<PairedSeat>('pair', to),
    open: (seat: PairedSeat) => call('open', seat),
    send: (request: { id: string; method: string; input: unknown; key?: string }) => call<boolean>('send', request),
    answerTo,
    ask: async (method: string, input: unknown = {}, key?: string) => {
      const id = `${method}-${++last}`;
      expect(await call<boolean>('send', { id, method, input, ...(key === undefined ? {} : { key }) })).toBe(true);
      return answerTo(id);
    },
    isIn: async (state: SeatState['state'], timeout = 15_000) => {
      await expect.poll(async () => (await call<SeatState[]>('states')).at(-1)?.state, { timeout }).toBe(state);
    },
    lastState: async () => (await call<SeatState[]>('states')).at(-1),
    address: () => call<string>('address'),
    discover: () => call('discover'),
    found: () => call<FoundFacility[]>('found'),
    certificateAt: (address: string) => call<string>('certificateAt', address),
    redeem: (link: string) => call<string>('redeem', link),
    connectHere: (origin: string, cookie: string) => call<number>('connectHere', origin, cookie),
    askHere: async (method: string, input: unknown = {}, key?: string) => {
      const id = `here-${++last}`;
      await call('sendHere', { id, method, input, ...(key === undefined ? {} : { key }) });
      return answerTo(id);
    },
  };
}
