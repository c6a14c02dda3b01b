import { Worker } from 'node:worker_threads';
import { AppError } from '../../../preload/contract/errors.ts';
import { workerUrl } from '../../worker.ts';
import type { WorkerJob, WorkerReply } from './import.worker.ts';

export type ReadingThread = {
  /** the next answer; asks for one when the thread waits to be asked. @throws what the list is refused for, 'import.cancelled' after `end` */
  next: () => Promise<WorkerReply>;
  end: () => void;
};

/** Reads a list in a thread of its own, so that nobody at the facility waits for it. */
export function readInWorker(job: WorkerJob): ReadingThread {
  const worker = new Worker(workerUrl('items/import', 'import'), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: 3000 } });
  let hasAnswered = false;
  let settle: { resolve: (reply: WorkerReply) => void; reject: (error: Error) => void } | null = null;
  let early: WorkerReply | Error | null = null;
  const give = (answer: WorkerReply | Error) => {
    const waiting = settle;
    settle = null;
    if (!waiting) early ??= answer;
    else if (answer instanceof Error) waiting.reject(answer);
    else waiting.resolve(answer);
  };
  worker.on('message', (reply: WorkerReply) => {
    if (reply.t === 'refused') give(new AppError(reply.code, reply.data));
    else give(reply.t === 'failed' ? new Error(reply.text) : reply);
  });
  // a list that needs more memory than there is ends its own thread only
  worker.on('error', (error: NodeJS.ErrnoException) => give(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new AppError('spreadsheet.too_large', { rows: 0, megabytes: 0 }) : error)); // prettier-ignore
  worker.on('exit', (code) => give(new Error(`The thread that reads a list ended early (${code})`)));
  return {
    next: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        if (early) {
          const answer = early;
          if (!(answer instanceof Error)) early = null;
          give(answer);
        } else if (hasAnswered) worker.postMessage('next');
        hasAnswered = true;
      }),
    end: () => {
      give(new AppError('import.cancelled'));
      void worker.terminate();
    },
  };
}
