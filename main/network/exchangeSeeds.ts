import { assertWholePath } from '../backup/places.ts';
import { makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';

/** What goes wrong later stands in seeds.status. */
const letRun = ({ path, done }: { path: string; done: Promise<unknown> }): { path: string } => {
  done.catch(() => undefined);
  return { path };
};

export const writeSeedHere: HostHandler<'seeds.write'> = async (host, seat, { folder }) => {
  const facility = host.open();
  assertWholePath(folder);
  return letRun(facility.seeds.write(makeContext(facility, seat), folder));
};

export const askBySeed: HostHandler<'seeds.ask'> = async (host, seat, { folder, code }) => {
  const facility = host.open();
  assertWholePath(folder);
  return letRun(facility.seeds.ask(makeContext(facility, seat), folder, code));
};

export const loadSeedHere: HostHandler<'seeds.load'> = async (host, seat, { path }) => {
  const facility = host.open();
  assertWholePath(path);
  return letRun(facility.seeds.load(makeContext(facility, seat), path));
};

export const cancelSeed: HostHandler<'seeds.cancel'> = async (host) => {
  await host.open().seeds.cancel();
  return {};
};
