import { Worker } from 'node:worker_threads';
import { AppError } from '../../preload/contract/errors.ts';
import type { Column } from '../patients/linkage/fields.ts';
import type { LinkageReply } from '../patients/linkage/linkage.worker.ts';
import { workerUrl } from '../worker.ts';

export type Running = { done: Promise<Extract<LinkageReply, { t: 'done' }>>; cancel: () => void };

/** Compares in a thread of its own; cancelling ends the thread, and the promise rejects with 'duplicates.cancelled'. */
export function linkInWorker(columns: readonly Column[]): Running {
  let cancel = () => {};
  const done = new Promise<Extract<LinkageReply, { t: 'done' }>>((resolve, reject) => {
    const worker = new Worker(workerUrl('patients/linkage', 'linkage'), { workerData: columns });
    worker.on('message', (reply: LinkageReply) => (reply.t === 'done' ? resolve(reply) : reject(new Error(reply.text))));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The linkage thread ended early (${code})`))); // settles nothing when the answer came
    cancel = () => {
      reject(new AppError('duplicates.cancelled'));
      void worker.terminate();
    };
  });
  return { done, cancel: () => cancel() };
}
