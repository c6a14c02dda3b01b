import { greet } from '../../sync/client/greet.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { LinkFailure } from '../../sync/client/failure.ts';
import { openWire } from '../../sync/client/wire.ts';
import type { Wire } from '../../sync/client/wire.ts';
import type { Change, ClaimAsked } from '../../sync/protocol/messages.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { beginLife } from './life.ts';
import type { Use } from './claims.ts';
import type { Computer, World } from './parts.ts';

/**
 * Somebody with a facility's key who says what its own program never would: rows of others, with another's name in them, with a wrong
 * hash. And somebody without the key, who says he is that facility.
 */
export async function attack(world: World, rogue: Computer, victim: Computer): Promise<void> {
  const { random } = world;
  const link = readHubLink(rogue.disk.file());
  if (link === undefined || rogue.isOn()) return;
  const life = beginLife(world.loop, random);
  const line = { time: life.time, dial: (_: string, timeoutMs: number) => world.network.dial(rogue.name, life, timeoutMs) };
  const isImpostor = random.chance(0.3);
  try {
    const wire = await openWire('ws://127.0.0.1', 5000, line);
    try {
      const theirs = readHubLink(victim.disk.file());
      if (isImpostor && theirs === undefined) return;
      const shown = isImpostor ? { ...theirs!, private_key: link.private_key } : link;
      const { welcome } = await greet(wire, (isImpostor ? victim : rogue).identity.id, shown, rogue.now());
      if (isImpostor) return world.break('nobody is let in without the key', `as ${victim.name}`);
      const given = Math.max(link.next_number - 1, welcome.acknowledgedThrough);
      const changes = lies(victim).map((lie, at): Change => ({ number: given + at + 1, ...lie }));
      rogue.disk
        .file()
        .prepare('UPDATE hub_link SET hub_epoch = ?, next_number = ?, hub_witness = ?')
        .run(welcome.hubEpoch, given + changes.length + 1, welcome.witness);
      const ack = await wire.ask({ t: 'push', changes }, 'ack');
      const refused = new Map(ack.refused?.map(({ number, code }) => [number, code]));
      const use = world.claims.someUse(victim);
      if (use !== undefined) await lieAboutUse(world, wire, use);
      const kept = changes.filter(({ number }) => !refused.has(number));
      if (kept.length > 0)
        world.break('only the owner writes its rows', `the hub kept ${kept.map(({ kind }) => kind).join(', ')} of ${rogue.name}`);
    } finally {
      wire.close();
    }
  } catch (error) {
    if (!(error instanceof LinkFailure)) throw error;
    world.trace?.(rogue.name, `the attack ended with ${error.code}`);
  }
}

/** What another facility used cannot be given back by anybody else, nor does its id tell whoever names it where its paper was used. */
async function lieAboutUse(world: World, wire: Wire, { id, token, quantity, allowed }: Use): Promise<void> {
  const stolen = { id, act: 'release', token, quantity, of: allowed } as const;
  const say = async (claim: ClaimAsked) => (await wire.ask({ t: 'claim', claims: [claim] }, 'claimed')).answers[0]!;
  const { outcome } = await say(stolen);
  if (outcome === 'unknown') return; // a hub that was put back to before it
  const asAnother = await say({ ...stolen, act: 'done', token: sha256Hex('another line') });
  if (outcome !== 'differs' || asAnother.outcome !== 'differs' || asAnother.before.length > 0)
    world.break('only who claimed gives back', `${outcome}, ${asAnother.outcome}`);
}

function lies(victim: Computer): Omit<Change, 'number'>[] {
  const { id, code } = victim.identity;
  const profile = JSON.stringify({ name: 'forged', code, type: 'clinic', latitude: 0, longitude: 0 });
  const inItsName = JSON.stringify({ facility: id, at: '2026-11-22T08:00:00.000Z' });
  return [
    { kind: 'facility.profile', key: id, payload: profile, sha256: sha256Hex(profile) },
    { kind: 'ack', key: `${id}-forged`, payload: inItsName, sha256: sha256Hex(inItsName) },
    { kind: 'ack', key: 'wrong-hash', payload: '{"at":""}', sha256: sha256Hex('something else') },
  ];
}
