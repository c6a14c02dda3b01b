import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Facility } from '../facility/context.ts';
import { Host } from '../facility/host.ts';
import { enrolFacility } from '../network/enrol.ts';
import { type Call, callerFor } from './caller.ts';
import { type DemoFacility, demoFacilities, demoPeople } from './facilities.ts';
import { hubDesk } from './hubDesk.ts';
import { type HubProcess, startHubProcess } from './hubProcess.ts';
import { makeDemoFacility, seatFor } from './makeDemoFacility.ts';

/** One facility of the play: calls are made as its people, at a seat like any other. */
export type Place = { demo: DemoFacility; host: Host; facility: Facility; desk: Call; doctor: Call; clerk: Call; manager: Call };

export type Scene = {
  hub: HubProcess;
  hubFolder: string;
  a: Place;
  b: Place;
  c: Place;
  close: () => Promise<void>;
};

/** A hub as its own process, and three facilities enrolled with one-time codes. */
export async function setScene(folder: string, log: Logger): Promise<Scene> {
  const hubFolder = join(folder, 'hub');
  const hub = await startHubProcess(hubFolder, 0);
  const people = await demoPeople();
  const places: Place[] = [];
  for (const demo of demoFacilities('en')) {
    const host = new Host({ dataDir: join(folder, demo.key), log });
    await host.start();
    const facility = await makeDemoFacility(host, demo, people);
    await enrolFacility(facility, hub.url, await hubDesk(hub.url, hubFolder).newCode());
    const as = (username: string) => callerFor(host, seatFor(facility, username));
    places.push({ demo, host, facility, desk: as('amina'), doctor: as('joseph'), clerk: as('grace'), manager: as('admin') });
  }
  const [a, b, c] = places as [Place, Place, Place];
  const scene: Scene = {
    hub,
    hubFolder,
    a,
    b,
    c,
    close: async () => {
      for (const place of places) await place.host.close();
      await scene.hub.kill();
    },
  };
  return scene;
}
