import type { ClaimAnswer, ClaimAsked, ClaimTold, WitnessedHead } from '../../protocol/messages.ts';

/**
 * What the hub keeps. Everything is asynchronous and free of SQLite's types, so that PostgreSQL can stand behind it.
 * A method that writes answers after its commit is on disk: whoever awaits it may acknowledge.
 */
export type HubStore = {
  identity(): Promise<HubIdentity>;
  /** The hub was restored from a backup: every facility reads and sends everything again. @returns the new epoch */
  renewEpoch(): Promise<string>;
  /** How far this hub has come, in words that a copy restored from before cannot know. */
  progress(): Promise<Progress>;
  /** True when this hub once was further than it is now and has not yet begun another epoch for it. */
  isBehind(seen: Progress): Promise<boolean>;

  addCode(code: StoredCode): Promise<void>;
  findCode(id: string): Promise<StoredCode | undefined>;
  /** Uses the code and registers the facility, both or none. @throws 'hub.code_used', 'hub.facility_code_taken' */
  enrol(facility: NewFacility, codeId: string, at: string): Promise<void>;

  findFacility(id: string): Promise<FacilityRecord | undefined>;
  listFacilities(): Promise<readonly FacilityRecord[]>;
  /** Once a newer epoch has begun, an older one is a copy that must not write. @returns false for such a copy */
  beginEpoch(facility: string, epoch: string, at: string): Promise<boolean>;
  noteContact(facility: string, at: string, clockSkewMs?: number | null): Promise<void>;
  revoke(facility: string, at: string): Promise<boolean>;

  /**
   * Keeps each change once, by (facility, epoch, number) and its hash, in one transaction.
   * @throws 'hub.fork' when a number comes with another hash; nothing of the batch is kept then
   */
  keepOnce(facility: string, changes: readonly CheckedChange[], at: string): Promise<Kept>;
  /** Rows of others after `cursor`, oldest first, cut at `limit` rows or `maxBytes`. Never passes a row that is still being written. */
  page(facility: string, cursor: number, limit: number, maxBytes: number): Promise<Page>;
  /** The heads of this facility's audit that were kept, oldest first: the newest ones and the last of each earlier day. */
  witnessed(facility: string): Promise<readonly WitnessedHead[]>;
  /**
   * Keeps, answers or gives back claims on lines of paper prescriptions, one after the other in one transaction; two facilities that claim
   * the same token at once are served one after the other, so that exactly one is first. Of a claim the hub keeps its id, token, facility,
   * quantity and time, and nothing else.
   */
  claim(facility: string, claims: readonly ClaimAsked[], at: string): Promise<Claimed>;
  /** Of this facility's standing claims those whose token was taken beyond what its line allows, newest first, at most `limit`. */
  doubles(facility: string, limit: number): Promise<readonly Doubled[]>;
  rowsOfKind(kind: string): Promise<readonly KeptRow[]>;
  counts(): Promise<Readonly<Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>>;
  close(): Promise<void>;
};

export type HubIdentity = { name: string; epoch: string; publicKey: string; privateKey: string };
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
};

/** `refused`: counted, so that the facility can go on, but not kept. */
export type CheckedChange = {
  number: number;
  kind: string;
  key: string;
  payload: string;
  sha256: string;
  refused?: string;
  auditHead?: AuditHead;
};
/** The head of an audit that is shorter than, or another than, the one witnessed before. */
export const auditRewritten = 'hub.audit_rewritten';
export type AuditHead = { seq: number; hash: string };
/** `rewritten`: numbers of audit heads that contradict a witnessed one: counted, not kept. */
export type Kept = { through: number; rows: number; head: number; rewritten: number[] };

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
export type Page = { rows: KeptRow[]; cursor: number; more: boolean };
