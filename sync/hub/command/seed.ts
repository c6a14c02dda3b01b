import { resolve } from 'node:path';
import { exchangeSeed } from '../seed.ts';
import type { Exchanged } from '../seed.ts';
import type { Wanted } from './arguments.ts';
import { besideHub } from './beside.ts';

/** For a facility without a line: its file in, the answer for it out. */
export function exchangeHere(wanted: Wanted): Promise<number> {
  const [from, out] = [resolve(wanted.from ?? ''), resolve(wanted.out ?? '')];
  return besideHub(wanted, async (store) => {
    let isCancelled = false;
    const cancel = () => void (isCancelled = true);
    process.once('SIGINT', cancel);
    let shown = 0;
    const step = (share: number) => {
      if (!process.stderr.isTTY || Math.floor(share * 20) === shown) return;
      shown = Math.floor(share * 20);
      process.stderr.write(`\r${shown * 5} %`);
    };
    try {
      const done = await exchangeSeed(store, from, out, () => new Date().toISOString(), { step, isCancelled: () => isCancelled });
      if (shown > 0) process.stderr.write('\n');
      process.stdout.write(wanted.json ? `${JSON.stringify({ ok: true, out, ...done })}\n` : `${tell(done, out)}\n`);
      return 0;
    } finally {
      process.off('SIGINT', cancel);
    }
  });
}

function tell({ facility, hasJoined, changes, kept, refused, rows, isOlder, isOtherEpoch }: Exchanged, out: string): string {
  const said = [
    hasJoined ? `${facility.name} (${facility.code}) has joined this hub.` : '',
    isOtherEpoch
      ? 'This hub was restored since the file was written, so nothing of it counts: the answer tells the facility, and its next file brings everything.'
      : isOlder
        ? `This file is older than what ${facility.name} (${facility.code}) brought since: nothing was changed by it.`
        : `${facility.name} (${facility.code}): ${changes} changes in the file, ${kept} new here${refused > 0 ? `, ${refused} counted but not kept` : ''}.`,
    `${out} is the answer for it, with ${rows} rows of others. Copy it onto the stick.`,
  ];
  return said.filter((line) => line !== '').join('\n');
}

/** What happened and what to do, for the person at the terminal. */
export function seedSentence(code: string, data: Readonly<Record<string, unknown>>): string | null {
  const named = data['name'] ?? data['folder'];
  const file = typeof named === 'string' ? named : 'The file';
  switch (code) {
    case 'file.not_readable':
      return `${file} cannot be read. Try the stick in another place, or have the facility write the file again.`;
    case 'seed.not_a_seed':
      return 'This is not a file for a hub: its name ends in .mvseed. Nothing was changed.';
    case 'seed.newer_format':
      return 'This file was written by a newer version. Update the hub; nothing was changed.';
    case 'seed.truncated':
      return 'The end of this file is missing: the stick was pulled out too early. Have the facility write it again; nothing was changed.';
    case 'seed.damaged':
      return 'This file is damaged, was changed on its way, or comes from a computer that was replaced. Have the facility write it again; nothing was changed.';
    case 'seed.wrong_way':
      return 'This file comes from a hub and is for a facility. Take the one that the facility wrote; nothing was changed.';
    case 'seed.other_hub':
      return 'This file is for another hub. Nothing was changed.';
    case 'seed.wrong_epoch':
      return 'This file was written before its facility was restored from a backup, or by a second copy of it. Have the facility write a new one; nothing was changed.';
    case 'seed.cancelled':
      return 'Stopped. What was taken stays taken; give the same file again for its answer.';
    case 'hub.unknown_facility':
      return 'This hub does not know the facility (was it restored from before it joined?). Make a code with "medvault hub code" and have it join again.';
    case 'hub.revoked':
      return 'This facility was shut out of this hub. Nothing was changed.';
    case 'hub.fork':
      return 'Two copies of this facility are in use: the file says something else under a number that is known. Use one, and restore a backup properly on the other.';
    case 'hub.code_invalid':
      return 'The code that this facility was given is not of this hub, or is older than 7 days. Make a new one with "medvault hub code".';
    case 'hub.code_used':
      return 'The code that this facility was given was used by another one. Make a new one with "medvault hub code".';
    case 'hub.facility_code_taken':
      return 'A facility with this code or identity is here already. If this is its new computer, make a code with --replaces.';
    case 'seed.busy':
      return 'The facility connected meanwhile, or another file of it is being taken. Try again.';
    default:
      return null;
  }
}
