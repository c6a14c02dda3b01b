import { protocolVersion } from '../../sync/protocol/version.ts';
import type { Tamper } from './network.ts';

/** Makes a facility speak an older version: it says so, and takes the hub for no newer than that. */
export function speakingVersion(version: number): Tamper | undefined {
  if (version === protocolVersion) return undefined;
  return (text) =>
    /^\{"t":"(hello|meet|challenge)"/.test(text)
      ? text
          .replace(/"protocol":(\d+)/, (_, spoken: string) => `"protocol":${Math.min(version, Number(spoken))}`)
          .replace(/"floor":(\d+)/, (_, floor: string) => `"floor":${Math.min(version, Number(floor))}`)
      : text;
}
