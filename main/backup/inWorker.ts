import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorData } from '../../preload/contract/errors.ts';
import { workerUrl } from '../worker.ts';
import type { checkFolder, CheckJob } from './checkFolder.ts';
import type { Watch } from './files.ts';
import type { NewKeyJob, stageNewKey } from './stageNewKey.ts';
import type { RestoreJob, stageRestore } from './stageRestore.ts';
import type { verifyBackup, VerifyJob } from './verifyBackup.ts';
import type { BackupJob, writeBackup } from './writeBackup.ts';

type Works = {
  check: { job: CheckJob; value: ReturnType<typeof checkFolder> };
  make: { job: BackupJob; value: ReturnType<typeof writeBackup> };
  verify: { job: VerifyJob; value: ReturnType<typeof verifyBackup> };
  newKey: { job: NewKeyJob; value: ReturnType<typeof stageNewKey> };
  stage: { job: RestoreJob; value: ReturnType<typeof stageRestore> };
};
export type WorkerStart = { work: { [K in keyof Works]: { kind: K; job: Works[K]['job'] } }[keyof Works]; cancelled: SharedArrayBuffer };
export type WorkerReply =
  | { t: 'step'; step: Parameters<Watch['step']>[0]; share: number }
  | { t: 'done'; value: unknown }
  | { t: 'refused'; code: ErrorCode; data: ErrorData }
  | { t: 'failed'; text: string };

export type Running<T> = { done: Promise<T>; cancel: () => void };

/** Runs one of the long works in a thread of its own. */
export function inWorker<K extends keyof Works>(
  kind: K,
  job: Works[K]['job'],
  onStep: Watch['step'] = () => undefined,
): Running<Works[K]['value']> {
  const cancelled = new SharedArrayBuffer(4);
  const done = new Promise<Works[K]['value']>((resolve, reject) => {
    const worker = new Worker(workerUrl('backup', 'backup'), { workerData: { work: { kind, job }, cancelled } });
    worker.on('message', (reply: WorkerReply) => {
      if (reply.t === 'step') return onStep(reply.step, reply.share);
      if (reply.t === 'done') return resolve(reply.value as Works[K]['value']);
      return reject(reply.t === 'refused' ? new AppError(reply.code, reply.data) : new Error(reply.text));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The backup thread ended early (${code})`))); // settles nothing when the answer came
  });
  return { done, cancel: () => void Atomics.store(new Int32Array(cancelled), 0, 1) };
}
