import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startHub } from '../../sync/hub/start.ts';
import type { Facility } from '../facility/context.ts';
import { Host } from '../facility/host.ts';
import { enrolFacility } from '../network/enrol.ts';
import { demoFacilities, demoPeople } from './facilities.ts';
import { makeDemoFacility } from './makeDemoFacility.ts';

/**
 * A hub and two neighbours in this process, so that every screen of the demo has something real to show: real links over loopback,
 * real databases beside the demo's own. Made the first time, started again with the demo clinic.
 */
export async function startNeighbourhood(host: Host, clinic: Facility): Promise<void> {
  const folder = join(host.options.dataDir, 'neighbours');
  const hub = await startHub({ dataDir: join(folder, 'hub'), port: 0, name: 'Ankora District Hub' });
  const hosts: Host[] = [];
  host.closeFirst.push(async () => {
    for (const neighbour of hosts) await neighbour.close();
    await hub.stop();
  });
  await joinHub(clinic, hub);
  for (const demo of demoFacilities(clinic.self.locale === 'fr' ? 'fr' : 'en').slice(1)) {
    const neighbour = new Host({ dataDir: join(folder, demo.key), log: host.log, now: host.now });
    hosts.push(neighbour);
    const isNew = !existsSync(join(folder, demo.key, 'facility.db'));
    await neighbour.start();
    await joinHub(isNew ? await makeDemoFacility(neighbour, demo, await demoPeople()) : neighbour.open(), hub);
  }
}

type RunningHub = Awaited<ReturnType<typeof startHub>>;

/** Enrols once; later the hub is the same, at another port. */
async function joinHub(facility: Facility, hub: RunningHub): Promise<void> {
  const isEnrolled = facility.raw.prepare('SELECT count(*) FROM hub_link').pluck().get() === 1;
  if (!isEnrolled) {
    await enrolFacility(facility, hub.url, await hub.createEnrolmentCode());
    return;
  }
  await facility.network.moveTo(hub.url);
}
