import { schedule, type ScheduledTask } from 'node-cron';
import { backUpDaily } from '../backup/make.ts';
import { readWaitingDocuments } from '../documents/readWaiting.ts';
import { republishExpired } from '../network/republishExpired.ts';
import type { Facility } from './context.ts';
import type { Host } from './host.ts';
import { signAuditHead } from './openFacility.ts';

/** One use case a line. A job that fails is logged and tried again at its next time. */
export function startJobs(host: Host): { stop: () => Promise<void> } {
  const every = (when: string, name: string, work: (facility: Facility) => Promise<void>): ScheduledTask => {
    const run = async () => {
      if (host.status(nobody).state === 'open') await work(host.open());
    };
    return schedule(when, () => run().catch((error: unknown) => host.log.error({ job: name, err: error }, 'a job failed')), {
      name,
      noOverlap: true,
    });
  };
  const tasks = [
    every('* * * * *', 'sign the audit head', (facility) => signAuditHead(facility, 1)),
    every('*/5 * * * *', 'say levels of expired lots', republishExpired),
    every('* * * * *', 'read pictures in charts for the search', readWaitingDocuments),
    every('7 * * * *', 'back up once a day', () => backUpDaily(host)),
  ];
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
}

const nobody = { id: 'jobs', kind: 'command', user: null } as const;
