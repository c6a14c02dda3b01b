import { EventEmitter } from 'node:events';
import { unpackFrame } from '../../sync/protocol/frame.ts';
import type { Socket } from '../../sync/socket.ts';
import type { Life } from './life.ts';
import type { Loop } from './loop.ts';
import type { Random } from './random.ts';

/** Changes a message on its way, or leaves it. */
export type Tamper = (text: string, way: 'to hub' | 'to facility') => string;
type Accept = (socket: Socket) => void;
type Listening = { name: string; life: Life; accept: Accept };
export type Trace = (who: string, what: string) => void;

type Message = { bytes: Buffer; isBinary: boolean };

/** One end of a connection, as `ws` shows it. */
class End extends EventEmitter {
  readonly OPEN = 1;
  readyState = 0;
  isPaused = false;
  bufferedAmount = 0;
  readonly life: Life;
  readonly line: Line;
  readonly side: 0 | 1;
  private readonly inbox: Message[] = [];
  private hasGone = false;

  constructor(life: Life, line: Line, side: 0 | 1) {
    super();
    this.life = life;
    this.line = line;
    this.side = side;
  }
  send(sent: string | Buffer): void {
    if (this.readyState === 1) this.line.carry(this.side, sent);
  }
  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.line.hangUp(this.side);
  }
  terminate(): void {
    if (this.readyState === 3 || this.hasGone) return;
    this.hasGone = true;
    this.readyState = 2;
    this.line.hangUp(this.side);
    this.line.later(0, () => this.closed());
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
    for (const message of this.inbox.splice(0)) this.arrive(message);
  }
  arrive(message: Message): void {
    if (this.life.isOver() || this.hasGone || this.readyState === 0 || this.readyState === 3) return;
    if (this.isPaused) this.inbox.push(message);
    else this.emit('message', message.bytes, message.isBinary);
  }
  opened(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    if (!this.life.isOver()) this.emit('open');
  }
  closed(error?: Error): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    if (this.life.isOver()) return;
    if (error !== undefined) this.emit('error', error);
    this.emit('close');
  }
}

/** A connection: what one end sends arrives in order and whole, late, or from some point on not at all. */
class Line {
  readonly network: NetworkState;
  readonly facility: string;
  readonly ends: [End, End];
  /** nothing more gets through this way, and nobody is told */
  readonly isDeaf: [boolean, boolean] = [false, false];
  private readonly freeAt: [number, number] = [0, 0];
  private readonly tamper: Tamper | undefined;
  latencyMs: number;
  private hasHungUp = false;

  constructor(network: NetworkState, facility: string, near: Life, far: Life, tamper?: Tamper) {
    this.network = network;
    this.facility = facility;
    this.tamper = tamper;
    this.latencyMs = network.random.integer(1, network.random.chance(0.2) ? 800 : 60);
    this.ends = [new End(near, this, 0), new End(far, this, 1)];
  }
  later(ms: number, work: () => void): void {
    this.network.loop.after(ms, work);
  }
  /** What is random in a message has a fixed length, but not once it is deflated: it weighs what its text weighs. */
  carry(from: 0 | 1, sent: string | Buffer): void {
    const { loop, random, trace } = this.network;
    const told = typeof sent === 'string' ? sent : unpackFrame(sent, true)!;
    const text = this.tamper?.(told, from === 0 ? 'to hub' : 'to facility') ?? told;
    const isBinary = typeof sent !== 'string' && text === told;
    const bytes = isBinary ? sent : Buffer.from(text);
    if (trace !== undefined) trace(this.facility, `${from === 0 ? '->' : '<-'} ${brief(text)}`);
    if (this.hasHungUp) return;
    const sender = this.ends[from];
    sender.bufferedAmount += text.length;
    const due = Math.max(
      this.freeAt[from],
      loop.now() + this.latencyMs * (0.5 + random.next()) + text.length / (this.network.narrow.get(this.facility) ?? 16),
    ); // 16 kB a second and way
    const isLate = this.isStuttering(); // what was sent after it comes before it
    if (!isLate) this.freeAt[from] = due;
    const arrive = () => {
      if (!this.isDeaf[from]) this.ends[from === 0 ? 1 : 0].arrive({ bytes, isBinary });
    };
    this.later(due - loop.now() + (isLate ? random.integer(1, 1500) : 0), () => {
      sender.bufferedAmount -= text.length;
      arrive();
    });
    if (this.isStuttering()) this.later(due - loop.now() + random.integer(1, 1500), arrive); // once more
  }
  private isStuttering(): boolean {
    const { random, stuttering } = this.network;
    return stuttering.has(this.facility) && random.chance(0.15);
  }
  /** One end says goodbye, or its program ended: the other hears of it after what is still on its way. */
  hangUp(from: 0 | 1): void {
    const { loop, lines } = this.network;
    this.hasHungUp = true;
    lines.delete(this);
    const other = this.ends[from === 0 ? 1 : 0];
    this.later(Math.max(this.freeAt[from], loop.now() + this.latencyMs) - loop.now(), () => {
      if (this.isDeaf[from]) return;
      other.closed();
      this.later(this.latencyMs, () => this.ends[from].closed());
    });
  }
  /** The line breaks: each end hears of it in its own time, and what was on its way may still arrive before that. */
  reset(losesAll: boolean): void {
    const { random, lines } = this.network;
    this.hasHungUp = true;
    lines.delete(this);
    if (losesAll) this.isDeaf.fill(true);
    for (const end of this.ends) this.later(random.integer(0, random.chance(0.3) ? 8000 : 50), () => end.closed());
  }
}

type NetworkState = {
  loop: Loop;
  random: Random;
  trace: Trace | undefined;
  lines: Set<Line>;
  narrow: Map<string, number>;
  /** something between facility and hub that sends frames twice and out of turn, as no TCP line does */
  stuttering: Set<string>;
};

/** The network between facilities and the nodes of their hub. */
export function createNetwork(loop: Loop, random: Random, trace: Trace | undefined) {
  const state: NetworkState = { loop, random, trace, lines: new Set(), narrow: new Map(), stuttering: new Set() };
  const stuttered = new Set<string>();
  const nodes: Listening[] = [];
  const isCutOff = new Set<string>();
  const slowed = new Map<string, number>();
  const linesOf = (facility: string) => [...state.lines].filter((line) => line.facility === facility);
  const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

  return {
    listen(node: Listening): void {
      nodes.push(node);
      node.life.onEnd(() => void nodes.splice(nodes.indexOf(node), 1));
    },
    /** Any node, as a balancer gives it. */
    dial(facility: string, life: Life, timeoutMs: number, tamper?: Tamper): Socket {
      const node = nodes.length === 0 || random.chance(0.03) ? undefined : random.pick(nodes);
      const line = new Line(state, facility, life, node?.life ?? life, tamper);
      line.latencyMs = slowed.get(facility) ?? line.latencyMs;
      const [near, far] = line.ends;
      if (isCutOff.has(facility)) loop.after(timeoutMs, () => near.closed(new Error('Opening handshake has timed out')));
      else if (node === undefined) loop.after(line.latencyMs, () => near.closed(refused()));
      else
        loop.after(line.latencyMs, () => {
          if (near.readyState !== 0) return;
          if (node.life.isOver() || isCutOff.has(facility)) return near.closed(refused());
          state.lines.add(line);
          const tellOther = (side: 0 | 1) => () => {
            if (random.chance(0.7)) line.hangUp(side); // or the whole computer is gone, and nobody says so
            else line.isDeaf.fill(true);
          };
          life.onEnd(tellOther(0));
          node.life.onEnd(tellOther(1));
          far.opened();
          node.accept(far as unknown as Socket);
          loop.after(line.latencyMs, () => near.opened());
        });
      return near as unknown as Socket;
    },
    reset(facility: string, losesAll: boolean): void {
      for (const line of linesOf(facility)) line.reset(losesAll);
    },
    /** The connection seems open, and nothing gets through: both ways or one. */
    deafen(facility: string, ways: readonly (0 | 1)[]): void {
      for (const line of linesOf(facility)) for (const way of ways) line.isDeaf[way] = true;
    },
    slow(facility: string, latencyMs: number): void {
      slowed.set(facility, latencyMs);
      for (const line of linesOf(facility)) line.latencyMs = latencyMs;
    },
    /** Bytes a millisecond and way: a line for ever as narrow as this. */
    narrow: (facility: string, bytesPerMs: number) => void state.narrow.set(facility, bytesPerMs),
    stutter(facility: string): void {
      state.stuttering.add(facility);
      stuttered.add(facility);
    },
    /** Whoever hears an answer twice, or to another question, may call it nonsense. */
    hasStuttered: (facility: string) => stuttered.has(facility),
    cutOff(facility: string): void {
      isCutOff.add(facility);
      for (const line of linesOf(facility)) line.isDeaf.fill(true);
    },
    mend(facility: string): void {
      isCutOff.delete(facility);
      slowed.delete(facility);
      state.stuttering.delete(facility);
    },
    mendAll(): void {
      isCutOff.clear();
      slowed.clear();
      state.stuttering.clear();
    },
  };
}
export type Network = ReturnType<typeof createNetwork>;

/** A frame in a word for the trace, without what is random in it. */
function brief(text: string): string {
  const frame = JSON.parse(text) as Record<string, unknown> & { t: string };
  const list = (rows: unknown) =>
    (rows as { number?: number; cursor?: number; kind: string; key: string }[]).map(
      (row) => `${row.number ?? row.cursor}:${row.kind}/${row.key.slice(0, 8)}`,
    );
  switch (frame.t) {
    case 'push':
      return `push ${list(frame['changes']).join(' ')}`;
    case 'page':
      return `page to ${String(frame['cursor'])}: ${list(frame['rows']).join(' ')}`;
    case 'hello':
      return `hello cursor ${String(frame['cursor'])} numbered ${String(frame['numbered'])}`;
    case 'welcome':
      return `welcome acknowledged ${String(frame['acknowledgedThrough'])} head ${String(frame['head'])}`;
    default: {
      const {
        t,
        nonce: _n,
        signature: _s,
        witness: _w,
        hubKey: _h,
        publicKey: _p,
        codeId: _c,
        codeProof: _d,
        hubEpoch: _e,
        ...rest
      } = frame;
      return `${t} ${JSON.stringify(rest).slice(0, 200)}`;
    }
  }
}
