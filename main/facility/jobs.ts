import { schedule, type ScheduledTask } from 'node-cron';
import { signAuditHead } from './openFacility.ts';
import type { Host } from './host.ts';

/** One use case a line. A job that fails is logged and tried again at its next time. */
export function startJobs(host: Host): { stop: () => Promise<void> } {
  const every = (when: string, name: string, work: () => Promise<void>): ScheduledTask =>
    schedule(when, () => work().catch((error: unknown) => host.log.error({ job: name, err: error }, 'a job failed')), {
      name,
      noOverlap: true,
    });
  const tasks = [
    every('* * * * *', 'sign the audit head', async () =>
      host.status(nobody).state === 'open' ? signAuditHead(host.open(), 1) : undefined,
    ),
  ];
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
}

const nobody = { id: 'jobs', kind: 'command', user: null } as const;
