import { AppError } from '../../preload/contract/errors.ts';
import { collectUp } from '../demo/collectUp.ts';
import { deskUp } from '../demo/deskUp.ts';
import { demoFacilities, demoPeople } from '../demo/facilities.ts';
import { makeDemoFacility } from '../demo/makeDemoFacility.ts';
import { prescriptionsUp } from '../demo/prescriptionsUp.ts';
import { safetyUp } from '../demo/safetyUp.ts';
import { startNeighbourhood } from '../demo/neighbourhood.ts';
import type { HostHandler } from './handlers.ts';
import type { Host } from './host.ts';

/** Answers at once; facility.status tells how far it is. @throws 'facility.already_set_up' */
export const exploreDemo: HostHandler<'facility.exploreDemo'> = async (host, seat, { locale }) => {
  if (host.problem) throw host.problem;
  if (host.isPreparing || host.status(seat).state === 'open') throw new AppError('facility.already_set_up');
  host.prepare({ step: 'clinic', share: 0.05 });
  makeDemo(host, locale).then(
    () => host.prepare(undefined),
    (error: unknown) => host.fail(error),
  );
  return { started: true };
};

async function makeDemo(host: Host, locale: 'en' | 'fr'): Promise<void> {
  const [clinic] = demoFacilities(locale);
  const facility = await makeDemoFacility(host, clinic, await demoPeople());
  host.prepare({ step: 'patients', share: 0.3 });
  const { seedClinic } = await import('../patients/seedClinic.ts'); // hundreds of names that no real clinic needs
  await seedClinic(facility);
  await deskUp(facility);
  await prescriptionsUp(facility);
  await collectUp(facility);
  await safetyUp(facility);
  host.prepare({ step: 'neighbours', share: 0.6 });
  await startNeighbourhood(host, facility);
}
