import { AppError } from '../../preload/contract/errors.ts';
import { announcementTranscript } from '../protocol/transcript.ts';
import { newEd25519, sign } from '../security/keys.ts';
import type { HubStore } from './store/store.ts';

/** Makes the next identity key and has the present one sign it; facilities hear of it as they connect. @throws 'hub.key_announced' */
export async function announceKey(store: HubStore, now: string): Promise<{ next: string }> {
  const { publicKey: from, privateKey: presentKey } = await store.identity();
  const { publicKey: to, privateKey } = newEd25519();
  const signature = sign(presentKey, announcementTranscript(from, to));
  if (!(await store.announceKey({ from, to, signature, privateKey }, now))) throw new AppError('hub.key_announced');
  return { next: to };
}

/** From now on the hub is known by the announced key. @throws 'hub.key_not_announced' */
export async function changeKey(store: HubStore, now: string): Promise<{ present: string }> {
  const present = await store.changeKey(now);
  if (present === null) throw new AppError('hub.key_not_announced');
  return { present };
}

/**
 * Somebody else may hold the key: a new one begins that follows from none, so that nothing the thief signs leads to it. Every facility is
 * connected to nobody until it enrols again with a code made for it.
 */
export async function endKey(store: HubStore): Promise<{ present: string }> {
  const pair = newEd25519();
  await store.replaceKey(pair);
  return { present: pair.publicKey };
}
