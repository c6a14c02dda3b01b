import { create } from 'zustand';
import type { CounsellingCode } from '../../../preload/contract/counselling.ts';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import type { Output } from '../../../preload/contract/index.ts';

export type Tab = 'work' | 'owing' | 'handedOut';
export type Substitute = Output<'dispensing.substitutes'>['items'][number];
export type Mark = 'none' | 'paid' | 'exempt' | 'owed';

/** What is being decided about a line; kept while one looks elsewhere. */
export type LineDraft = {
  isIn: boolean;
  /** of what was asked for; null = as much as there is */
  quantity: number | null;
  /** null = as FEFO proposes */
  lotId: string | null;
  lotReason: string;
  scannedLot: string | null;
  substitute: Substitute | null;
  substituteReason: string;
  directions: string;
  counselled: readonly CounsellingCode[];
  safetyReason: string;
  mark: Mark;
  isOwed: boolean;
};

export const emptyDraft: LineDraft = {
  isIn: false,
  quantity: null,
  lotId: null,
  lotReason: '',
  scannedLot: null,
  substitute: null,
  substituteReason: '',
  directions: '',
  counselled: [],
  safetyReason: '',
  mark: 'none',
  isOwed: true,
};

export type ScanSaid = { tone: 'green' | 'red'; title: string; text: string };

type Desk = {
  tab: Tab;
  filter: string;
  drafts: Readonly<Record<string, LineDraft>>;
  /** the last scanned pack, and what came of comparing it with what was open then */
  judged: { at: number; of: string; said: ScanSaid } | null;
};

/** How the desk was left. */
export const useDesk = create<Desk>(() => ({
  tab: 'work',
  filter: '',
  drafts: {},
  judged: null,
}));

export function changeDraft(requestId: string, changes: Partial<LineDraft>): void {
  useDesk.setState(({ drafts }) => ({ drafts: { ...drafts, [requestId]: { ...emptyDraft, ...drafts[requestId], ...changes } } }));
}

export function forgetDrafts(requestIds: readonly string[]): void {
  useDesk.setState(({ drafts }) => ({ drafts: Object.fromEntries(Object.entries(drafts).filter(([id]) => !requestIds.includes(id))) }));
}

/** Units of what was asked for that can be given now, of the substitute where there is one. */
export function availableOf(line: DeskLine, draft: LineDraft): number {
  const { substitute } = draft;
  return substitute ? Math.floor((substitute.usable * substitute.per) / substitute.units) : line.proposal.available;
}

export const wantedOf = (line: DeskLine, draft: LineDraft): number => draft.quantity ?? Math.min(line.owed, availableOf(line, draft));

/** Units handed out for these units asked for; null = no whole number. */
export function handedFor(quantity: number, substitute: Substitute | null): number | null {
  if (!substitute) return quantity;
  const units = quantity * substitute.units;
  return units % substitute.per === 0 ? units / substitute.per : null;
}

export function unansweredStops(line: DeskLine): number {
  const answered = new Set(line.answered.map(({ cause }) => cause));
  return line.safety.findings.filter(({ severity, cause }) => severity === 'stop' && !answered.has(cause)).length;
}

export type Problem = 'quantity' | 'too-many' | 'too-few' | 'not-exact' | 'safety' | 'lot-reason' | 'substitute-reason' | 'directions';

/** What is missing before a line can be handed over; null = nothing. `needsLotReason`: FEFO would have taken another lot. */
export function problemOf(line: DeskLine, draft: LineDraft, needsLotReason: boolean): Problem | null {
  const wanted = wantedOf(line, draft);
  if (!Number.isInteger(wanted) || wanted < 1) return 'quantity';
  if (wanted > line.owed) return 'too-many';
  if (wanted > availableOf(line, draft)) return 'too-few';
  if (handedFor(wanted, draft.substitute) === null) return 'not-exact';
  if (unansweredStops(line) > 0 && draft.safetyReason.trim().length < 3) return 'safety';
  if (needsLotReason && draft.lotReason.trim().length < 3) return 'lot-reason';
  if (draft.substitute && draft.substituteReason.trim().length < 3) return 'substitute-reason';
  if (draft.substitute && draft.substitute.directions === null && draft.directions.trim() === '') return 'directions';
  return null;
}
