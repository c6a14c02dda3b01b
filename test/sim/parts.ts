import type { Desk } from '../../sync/hub/admin.ts';
import type { Order, Shared } from '../../sync/hub/fanout/fanout.ts';
import type { News } from '../../sync/hub/fanout/news.ts';
import type { Link } from '../../sync/client/link.ts';
import type { Claims } from './claims.ts';
import type { Disk } from './disk.ts';
import type { Life } from './life.ts';
import type { Spot } from './interests.ts';
import type { Loop } from './loop.ts';
import type { Network, Tamper, Trace } from './network.ts';
import type { Random } from './random.ts';
import type { Database } from './slowStore.ts';
import type { Transfers } from './transfers.ts';

/** The parts of a simulated world as each sees the others. */
export type Identity = { id: string; code: string; name: string };

/** Something with a power switch. */
type Machine = {
  name: string;
  isOn(): boolean;
  turnOn(): void;
  /** as if the power had gone */
  kill(): void;
  life(): Life | undefined;
  /** how far its clock is from the right time */
  setClock(offsetMs: number): void;
};

/**
 * A facility's computer: the real link on a disk of its own, and the little of a facility that publishes and hears. What it says is
 * kept beside the outbox in the same transaction (table `said`), so that a crash, a copy or a restore takes both or none.
 */
export type Computer = Machine & {
  identity: Identity;
  disk: Disk;
  version: number;
  /** has this facility's key, and lies */
  isRogue: boolean;
  epoch(): string;
  /** a proper restore does this */
  beginEpoch(fresh: string): void;
  /** put away for good */
  retire(): void;
  isRetired(): boolean;
  join(): void;
  isJoined(): boolean;
  link(): Link | undefined;
  /** where it says that it is */
  spot: Spot;
  setMetered(isMetered: boolean): void;
  now(): string;
  /** a text that nobody ever said before */
  nextStamp(): string;
  /** What a use case does: the fact and its outbox row together, or neither. @returns false when the disk would not take it */
  write(work: () => void): boolean;
  publish(kind: string, key: string, payload: string): void;
  /** sent, and no part of what this facility has to say */
  publishOutboxOnly(kind: string, key: string, payload: string): void;
};

export type HubNode = Machine & { desk(): Desk | undefined };

export type Ear = { life: Life; hear: (news: News) => void; obey: (order: Order) => void; take: (shared: Shared) => void };
/** Between the nodes of one hub: what they tell each other comes late, and while `losesSome` sometimes not at all. */
export type Bus = { ears: Set<Ear>; losesSome: boolean };

export type Operator = {
  /** Null when no node is up, or the one that was asked went down. */
  enrolmentCode(facility: string): Promise<string | null>;
  /** A facility shows that only a person can end this. */
  isCalled(computer: Computer, code: string): void;
};

export type World = {
  random: Random;
  loop: Loop;
  network: Network;
  trace: Trace | undefined;
  database: Database;
  bus: Bus;
  computers: Computer[];
  nodes: HubNode[];
  /** facilities that were put back or copied: what they said before may be gone, or stand beside what they say now */
  rewound: Set<string>;
  /** facilities of which more than one copy ran */
  copied: Set<string>;
  /** the hub lies now and then */
  forges: boolean;
  hubWasRestored: boolean;
  /** nobody had seen a row that is gone: then the hub cannot know, and claims that it forgot stay forgotten until an operator says so */
  restoreGoesUnnoticed: boolean;
  transfers: Transfers;
  claims: Claims;
  operator: Operator;
  wallClock(offsetMs: number): string;
  addNode(name: string): HubNode;
  tamperFor(computer: Computer, older: Tamper | undefined): Tamper | undefined;
  noteSaid(facility: string, kind: string, key: string, payload: string): void;
  /** by whichever copy of it */
  wasSaid(facility: string, kind: string, key: string, payload: string): boolean;
  break(invariant: string, detail: string): void;
  broken(): Error | undefined;
  /** called for each error that a facility shows to its people */
  judgeError(computer: Computer, code: string, state: string): void;
  judgeLog(computer: Computer, event: string, detail: unknown): void;
  judgeHubLog(name: string, event: string, detail: unknown): void;
  close(): void;
};
