import { z } from 'zod';
import type { WireError } from './errors.ts';

/** One call. `key` is minted once per user intent and survives retries; commands need it. */
export const request = z.object({
  id: z.string().max(64),
  method: z.string().max(100),
  input: z.unknown(),
  key: z.string().min(8).max(64).optional(),
});
export type Request = z.infer<typeof request>;

export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; error: WireError };

/** What the facility says: an answer to a call, or news that some tables changed and screens should read again. */
export type FromFacility = ({ t: 'answer'; id: string } & Envelope) | { t: 'changed'; tables: string[] } | { t: 'status' };

/** A larger message is refused before it is parsed; bytes go by blobs.chunk. */
export const maxMessageBytes = 1024 * 1024;
