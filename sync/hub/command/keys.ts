import { fingerprintOf } from '../../security/keys.ts';
import { newEnrolmentCode } from '../enrol.ts';
import { announceKey, changeKey, endKey } from '../keys.ts';
import type { HubStore } from '../store/store.ts';
import type { Wanted } from './arguments.ts';
import { besideHub } from './beside.ts';

/** The hub's identity key: announced, changed, or ended because somebody else has it. The hub may be running. */
export function keepKeys(wanted: Wanted): Promise<number> {
  const say = (value: object, text: string) => {
    process.stdout.write(wanted.json ? `${JSON.stringify({ ok: true, ...value })}\n` : `${text}\n`);
    return 0;
  };
  return besideHub(wanted, async (store) => {
    const now = new Date().toISOString();
    if (wanted.key === 'announce') {
      const { next } = await announceKey(store, now);
      const fingerprint = fingerprintOf(next);
      return say(
        { next, fingerprint },
        `The next key is announced, ${fingerprint}: facilities hear of it as they connect. Make a backup now, since it holds that key. Then: medvault hub key change`,
      );
    }
    if (wanted.key === 'change') {
      const { present } = await changeKey(store, now);
      const fingerprint = fingerprintOf(present);
      return say(
        { present, fingerprint },
        `The hub has its announced key now, ${fingerprint}; each facility shows the same. Make a backup: an older one holds a key that facilities no longer take.`,
      );
    }
    if (wanted.key === 'end') {
      const { present } = await endKey(store);
      const codes = await codeForEach(store, present, now);
      const lines = codes.map(({ name, code, facility }) => `${code}  ${name} (${facility})`);
      return say(
        { present, fingerprint: fingerprintOf(present), codes },
        ['The former key is ended. Each facility enrols anew, with its own code, valid for 7 days:', ...lines].join('\n'),
      );
    }
    const [{ publicKey: present }, keys] = [await store.identity(), await store.keySteps()];
    const announced = keys.find(({ from }) => from === present)?.to ?? null;
    const changes = keys.length - (announced === null ? 0 : 1);
    const next = announced && fingerprintOf(announced);
    return say(
      { present, fingerprint: fingerprintOf(present), announced, announcedFingerprint: next, keys },
      `Present: ${fingerprintOf(present)}, as each facility shows it on its page Hub\nAnnounced: ${next ?? 'none'}\nChanged: ${changes} times`,
    );
  });
}

async function codeForEach(store: HubStore, hubKey: string, now: string) {
  const facilities = (await store.listFacilities()).filter(({ revokedAt }) => revokedAt === null);
  const codes: { facility: string; name: string; code: string }[] = [];
  for (const { id, code, name } of facilities) {
    const { text, stored } = newEnrolmentCode(hubKey, now, id);
    await store.addCode(stored);
    codes.push({ facility: code, name, code: text });
  }
  return codes;
}
