import type { Interest, Place as FacilityPlace } from '../../protocol/interest.ts';
import type { ClaimAnswer, ClaimAsked, ClaimTold, KeyStep, ShelfPack, WitnessedHead } from '../../protocol/messages.ts';
import type { KeyPair } from '../../security/keys.ts';
import type { OperatorStore } from './operators.ts';

/**
 * What the hub keeps. Everything is asynchronous and free of SQLite's types, so that PostgreSQL can stand behind it.
 * A method that writes answers after its commit is on disk: whoever awaits it may acknowledge.
 */
export type HubStore = {
  identity(): Promise<HubIdentity>;
  /**
   * The hub was restored from a backup: every facility reads and sends everything again, and nobody goes on in the epoch that ends.
   * @returns the epoch that runs now: when another one than `ended` had begun already, that one
   */
  renewEpoch(ended: string): Promise<string>;
  /** How far this hub has come, in words that a copy restored from before cannot know. */
  progress(): Promise<Progress>;
  /** True when this hub once was further than it is now and has not yet begun another epoch for it. */
  isBehind(seen: Progress): Promise<boolean>;

  /** How the hub's keys followed each other, oldest first; the last may be announced only. */
  keySteps(): Promise<readonly KeyStep[]>;
  /** @returns false when another one is announced already, or it follows from a key that is no longer the hub's */
  announceKey(key: AnnouncedKey, at: string): Promise<boolean>;
  /** The announced key is the hub's from now on, and the one before it is forgotten. @returns it; null when none was announced */
  changeKey(at: string): Promise<string | null>;
  /** A key that follows from no other: no facility knows this hub any more, and no code made before is good. */
  replaceKey(pair: KeyPair): Promise<void>;
  /** What witnesses are sealed with; it stays when the identity key changes. */
  sealKey(): Promise<string>;

  operators: OperatorStore;

  addCode(code: StoredCode): Promise<void>;
  findCode(id: string): Promise<StoredCode | undefined>;
  /** Uses the code and registers the facility, both or none. @throws 'hub.code_used', 'hub.facility_code_taken' */
  enrol(facility: NewFacility, codeId: string, at: string): Promise<void>;

  findFacility(id: string): Promise<FacilityRecord | undefined>;
  listFacilities(): Promise<readonly FacilityRecord[]>;
  /** Once a newer epoch has begun, an older one is a copy that must not write. @returns false for such a copy */
  beginEpoch(facility: string, epoch: string, at: string): Promise<boolean>;
  /**
   * The one place that a facility has at the hub, whichever node it reached: whoever held it before can neither write nor read from now on.
   * @throws 'hub.revoked'; PlaceLost when the facility's or the hub's epoch is another one by now
   */
  takePlace(facility: string, place: Place): Promise<Taken>;
  leavePlace(facility: string, session: number, at: string): Promise<void>;
  /** A node that has not said so for 20 seconds is gone, and whoever was connected to it. */
  nodeLives(node: string): Promise<void>;
  nodeEnds(node: string): Promise<void>;
  revoke(facility: string, at: string): Promise<boolean>;

  /**
   * Keeps each change once, by (facility, epoch, number) and its hash, in one transaction. Batches of one facility are kept in the order in
   * which they came; what the same session sent after one that is refused is refused as well.
   * @param session whose place it must still be
   * @throws 'hub.fork' when a number comes with another hash; nothing of the batch is kept then. 'hub.revoked', PlaceLost
   */
  keepOnce(facility: string, changes: readonly CheckedChange[], at: string, session?: number): Promise<Kept>;
  /**
   * Rows of others after `cursor` that are wanted, oldest first, cut at `limit` rows or `maxBytes`, or when `mostLooked` rows were looked at.
   * Never passes a row that is still being written.
   * @throws 'hub.revoked', PlaceLost
   */
  page(facility: string, cursor: number, limit: number, maxBytes: number, session?: number, wanted?: Interest): Promise<Page>;
  /**
   * Everything that was kept after `cursor`, oldest first, with what decides who wants it: asked by the hub itself, for all its readers at once.
   * Never passes a row that is still being written. @returns null when that is more than `limit` rows or `maxBytes`
   */
  fresh(cursor: number, limit: number, maxBytes: number): Promise<Fresh | null>;
  /** The heads of this facility's audit that were kept, oldest first: the newest ones and the last of each earlier day. */
  witnessed(facility: string): Promise<readonly WitnessedHead[]>;
  /**
   * Keeps, answers or gives back claims on lines of paper prescriptions, one after the other in one transaction; two facilities that claim
   * the same token at once are served one after the other, so that exactly one is first. Of a claim the hub keeps its id, token, facility,
   * quantity and time, and nothing else.
   */
  claim(facility: string, claims: readonly ClaimAsked[], at: string, session?: number): Promise<Claimed>;
  /** Of this facility's standing claims those whose token was taken beyond what its line allows, newest first, at most `limit`. */
  doubles(facility: string, limit: number): Promise<readonly Doubled[]>;
  /** The knowledge packs that facilities may fetch. */
  shelf(): Promise<readonly ShelfPack[]>;
  /** Takes the place of a lower edition of the same pack. @throws 'knowledge.older', 'knowledge.already_loaded', 'knowledge.shelf_full' */
  putPack(pack: ShelfPack, bytes: Buffer, at: string): Promise<void>;
  /** @returns false when there is none of that id */
  takePackDown(id: string): Promise<boolean>;
  /** At most `limit` bytes from `offset` on, none behind the end. @returns null when that file is not on the shelf */
  packPiece(sha256: string, offset: number, limit: number): Promise<Buffer | null>;
  rowsOfKind(kind: string): Promise<readonly KeptRow[]>;
  /** What the rows of a kind were at the end of each day on which they changed, oldest first; the newest day may go on. */
  history(asked: HistoryAsked): Promise<readonly HistoryRow[]>;
  /**
   * Forgets the days before `day`, and what was refused then, but none of the newest `days` on which a row changed: a clock that runs decades
   * ahead would take everything along. @returns how many rows
   */
  pruneHistory(day: string, days: number): Promise<number>;
  counts(): Promise<Readonly<Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>>;
  close(): Promise<void>;
};

/** The database cannot be asked now: gone, starting, full, busy. Nothing is wrong with the question; ask again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** This connection is not the facility's place any more; whoever it is comes back. */
export class PlaceLost extends Error {
  override readonly name = 'PlaceLost';
  readonly code: 'hub.replaced' | 'hub.restored';

  constructor(code: 'hub.replaced' | 'hub.restored') {
    super(code);
    this.code = code;
  }
}

export type HubIdentity = { name: string; epoch: string; publicKey: string; privateKey: string };
/** The step to a key, and the key. */
export type AnnouncedKey = KeyStep & { privateKey: string };
/** `run` names one stretch between two starts of the hub, `head` the highest cursor, `epoch` the hub's own. */
export type Progress = { epoch: string; run: string; head: number };

export type StoredCode = {
  id: string;
  proofKey: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  /** a lost or replaced machine's facility; null = a new one */
  replaces: string | null;
};

export type NewFacility = { id: string; code: string; name: string; epoch: string; publicKey: string };
export type FacilityRecord = NewFacility & {
  /** highest contiguous number of the current epoch */
  acknowledgedThrough: number;
  /** highest number kept, contiguous or not */
  highestNumber: number;
  enrolledAt: string;
  lastSeenAt: string | null;
  clockSkewMs: number | null;
  revokedAt: string | null;
  /** the node it is connected to */
  node: string | null;
};

/** `epoch` and `hubEpoch` as they were said at hello. */
export type Place = { epoch: string; hubEpoch: string; node: string; at: string; clockSkewMs: number | null };
/** `session` grows with each place taken. */
export type Taken = { session: number; acknowledgedThrough: number; progress: Progress };

/** `refused`: counted, so that the facility can go on, but not kept. */
export type CheckedChange = {
  number: number;
  kind: string;
  key: string;
  payload: string;
  sha256: string;
  refused?: string;
  auditHead?: AuditHead;
  /** see sync/protocol/interest.ts */
  topic?: string | null;
  /** of a profile: where the facility says that it is */
  place?: FacilityPlace;
};
/** The head of an audit that is shorter than, or another than, the one witnessed before. */
export const auditRewritten = 'hub.audit_rewritten';
export type AuditHead = { seq: number; hash: string };
/**
 * `rewritten`: numbers of audit heads that contradict a witnessed one: counted, not kept. `progress`: how far the hub had come then, read in
 * the same transaction. `place`: where the facility is by its newest profile. When that changes, all its rows get new cursors: whoever skipped
 * them for the old place judges them again.
 */
export type Kept = { through: number; rows: number; rewritten: number[]; place: FacilityPlace; progress: Progress };

/** `doubled`: other facilities whose standing claim was joined by a second one beyond what the line allows: they are told. */
export type Claimed = { answers: ClaimAnswer[]; doubled: string[] };
export type Doubled = { id: string; before: ClaimTold[] };

export type KeptRow = {
  facility: string;
  kind: string;
  key: string;
  payload: string;
  cursor: number;
  at: string;
  clockSkewMs: number | null;
};
export type Page = { rows: KeptRow[]; cursor: number; more: boolean; progress: Progress };
/** `place`: where its owner is by its newest profile, read in the same snapshot. */
export type FreshRow = KeptRow & { topic: string | null; place: FacilityPlace };
/** Complete up to `progress.head`. */
export type Fresh = { rows: FreshRow[]; progress: Progress };

/** Days as YYYY-MM-DD of the hub's clock, both included. */
export type HistoryAsked = { kind: string; facility?: string; key?: string; from: string; to: string; limit: number };
export type HistoryRow = { facility: string; key: string; day: string; payload: string };

/** A page that finds nothing wanted ends even so; the next goes on from its cursor. */
export const mostLooked = 10_000;
/** Names, ids, times and the cursor around a row in a page. */
export const rowOverheadBytes = 250;
/** What a row weighs in a page, about. */
export const bytesOf = ({ kind, key, payload }: Pick<KeptRow, 'kind' | 'key' | 'payload'>): number =>
  rowOverheadBytes + Buffer.byteLength(JSON.stringify([kind, key, payload]));
export const dayMs = 86_400_000;
/** Looks up one day after the other, newest first: to read all rows for their days would take a while. @param days how many, as a parameter */
export const oldestOfNewestDays = (days: string) =>
  `WITH RECURSIVE newest (day, n) AS (SELECT max(day), 1 FROM state_day
     UNION ALL SELECT (SELECT max(day) FROM state_day WHERE day < newest.day), n + 1 FROM newest WHERE n < ${days} AND day IS NOT NULL)
   SELECT min(day) AS oldest FROM newest`;
/** Of a facility's witnessed heads this many newest ones are told, and the last one of each of so many days. */
export const newestWitnessed = 500;
export const daysWitnessed = 400;
