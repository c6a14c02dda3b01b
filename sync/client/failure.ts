import { errorCodes } from '../../preload/contract/errors.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';

/** Why a conversation with the hub ended or a request was not answered. Nothing is lost by it: rows wait in the outbox. */
export class LinkFailure extends Error {
  override readonly name = 'LinkFailure';
  readonly code: ErrorCode;
  /** coming back unchanged will not help: a person has to do something */
  readonly isFatal: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, more: { isFatal?: boolean; retryAfterMs?: number; cause?: unknown } = {}) {
    super(code, { cause: more.cause });
    this.code = code;
    this.isFatal = more.isFatal ?? false;
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** The hub may know newer words than we do. */
export function readHubCode(code: string, isFatal: boolean): ErrorCode {
  return errorCodes.find((known) => known === code) ?? (isFatal ? 'hub.nonsense' : 'hub.unreachable');
}
