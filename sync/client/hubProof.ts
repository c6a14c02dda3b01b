import { boundSince } from '../protocol/channel.ts';
import type { Bound } from '../protocol/channel.ts';
import type { HubFrameOf } from '../protocol/messages.ts';
import { LinkFailure } from './failure.ts';
import type { LineFacts } from './wire.ts';

/**
 * The line as this end sees it: the hub's signature must speak of the same one, or somebody stands in between.
 * @throws LinkFailure 'hub.not_private' when neither an authority vouches for the certificate nor the hub itself can
 */
export function boundHere(challenge: HubFrameOf<'challenge'>, version: number, line: LineFacts): Bound | undefined {
  const kind = version < boundSince ? undefined : (challenge.binding ?? 'none');
  const value = kind === undefined || kind === 'none' ? '' : line[kind];
  const isVouchedFor = value !== '' && value !== null;
  if (value === null || (!line.isTrusted && !isVouchedFor)) throw new LinkFailure('hub.not_private', { isFatal: true });
  return kind === undefined ? undefined : { kind, value };
}
