import { isClockSuspect } from '../protocol/clock.ts';
import type { HubLinkRow } from './hubLink.ts';

export type LinkState = 'not-enrolled' | 'offline' | 'connecting' | 'online' | 'refused';

/** The line of truth: nothing here is guessed. */
export type LinkStatus = {
  state: LinkState;
  isPaused: boolean;
  /** every byte is paid for: the line is used rarely */
  isMetered: boolean;
  hubName: string | null;
  lastContactAt: string | null;
  /** rows that the hub has not acknowledged */
  waiting: number;
  /** how far others' rows are read, 0 to 99, while there is more than a page of them; null = all that the hub told of */
  readPercent: number | null;
  lastError: { code: string; at: string } | null;
  /** this computer's clock minus the hub's */
  clockSkewMs: number | null;
  isClockSuspect: boolean;
};

/** Where there is no link at all. */
export const notLinked: LinkStatus = {
  state: 'not-enrolled',
  isPaused: false,
  isMetered: false,
  hubName: null,
  lastContactAt: null,
  waiting: 0,
  readPercent: null,
  lastError: null,
  clockSkewMs: null,
  isClockSuspect: false,
};

export function describe(link: HubLinkRow | undefined, waiting: number): Partial<LinkStatus> {
  if (link === undefined) return { waiting, hubName: null, readPercent: null };
  const { hub_name: hubName, last_contact_at: lastContactAt, clock_skew_ms: clockSkewMs, last_error: code, last_error_at: at } = link;
  const lastError = code === null || at === null ? null : { code, at };
  return { waiting, hubName, lastContactAt, lastError, clockSkewMs, isClockSuspect: clockSkewMs !== null && isClockSuspect(clockSkewMs) };
}
