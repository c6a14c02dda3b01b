import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { newEnrolmentCode } from '../../../sync/hub/enrol.ts';
import { exchangeSeed } from '../../../sync/hub/seed.ts';
import type { Exchanged } from '../../../sync/hub/seed.ts';
import type { HubStore } from '../../../sync/hub/store/store.ts';
import { loadSeed } from '../../../sync/client/seedLoad.ts';
import type { SeedLoaded } from '../../../sync/client/seedLoad.ts';
import { writeSeed, writeSeedEnrolment } from '../../../sync/client/seedWrite.ts';
import type { SeedDeps } from '../../../sync/client/seedWrite.ts';
import { unwatched } from '../../../sync/seedFile.ts';
import type { SeedWatch } from '../../../sync/seedFile.ts';
import type { TestFacility } from './facility.ts';

/** What a program that has no line does with a stick; each file has a name of its own in `folder`. */
export function aStick(folder: string, now: () => string = () => new Date().toISOString()) {
  let files = 0;
  const next = (what: string) => join(folder, `${++files}-${what}.mvseed`);
  const depsOf = ({ raw, facility, republish }: TestFacility): SeedDeps => ({
    raw,
    facility,
    republish,
    now,
    newId: randomUUID,
    exclusive: async (work) => work(),
  });
  const stick = {
    async codeOf(store: HubStore, replaces: string | null = null): Promise<string> {
      const { text, stored } = newEnrolmentCode((await store.identity()).publicKey, now(), replaces);
      await store.addCode(stored);
      return text;
    },
    async askToJoin(facility: TestFacility, code: string): Promise<string> {
      const path = next('join');
      await writeSeedEnrolment({ ...depsOf(facility), facility: facility.facility, code }, path, unwatched);
      return path;
    },
    async write(facility: TestFacility, watch: SeedWatch = unwatched): Promise<string> {
      const path = next('to-hub');
      await writeSeed(depsOf(facility), path, watch);
      return path;
    },
    load: (facility: TestFacility, path: string, watch: SeedWatch = unwatched): Promise<SeedLoaded> =>
      loadSeed(depsOf(facility), path, watch),
    async exchange(store: HubStore, path: string): Promise<Exchanged & { answer: string }> {
      const answer = next('from-hub');
      return { ...(await exchangeSeed(store, path, answer, now, unwatched)), answer };
    },
    /** Joins by two walks of the stick. */
    async join(facility: TestFacility, store: HubStore): Promise<void> {
      const { answer } = await stick.exchange(store, await stick.askToJoin(facility, await stick.codeOf(store)));
      await stick.load(facility, answer);
    },
    /** One walk there and back. */
    async walk(facility: TestFacility, store: HubStore): Promise<SeedLoaded> {
      return stick.load(facility, (await stick.exchange(store, await stick.write(facility))).answer);
    },
  };
  return stick;
}
