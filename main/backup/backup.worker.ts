import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../preload/contract/errors.ts';
import type { WorkerReply, WorkerStart } from './inWorker.ts';
import { checkFolder } from './checkFolder.ts';
import { stageNewKey } from './stageNewKey.ts';
import { stageRestore } from './stageRestore.ts';
import { verifyBackup } from './verifyBackup.ts';
import { writeBackup } from './writeBackup.ts';

/** One work a thread, on a connection of its own that only reads the living file: the clinic goes on meanwhile. */
const { work, cancelled } = workerData as WorkerStart;
const reply = (message: WorkerReply) => parentPort!.postMessage(message);
let told = { step: '', at: 0 };

const watch = {
  isCancelled: () => Atomics.load(new Int32Array(cancelled), 0) === 1,
  step: (step: 'copy' | 'check' | 'write' | 'verify', share: number) => {
    if (told.step === step && Date.now() - told.at < 200) return;
    told = { step, at: Date.now() };
    reply({ t: 'step', step, share });
  },
};

try {
  switch (work.kind) {
    case 'check':
      reply({ t: 'done', value: checkFolder(work.job, watch) });
      break;
    case 'make':
      reply({ t: 'done', value: writeBackup(work.job, watch) });
      break;
    case 'verify':
      reply({ t: 'done', value: verifyBackup(work.job, watch) });
      break;
    case 'newKey':
      reply({ t: 'done', value: stageNewKey(work.job, watch) });
      break;
    case 'stage':
      reply({ t: 'done', value: stageRestore(work.job, watch) });
      break;
  }
} catch (error) {
  if (error instanceof AppError) reply({ t: 'refused', code: error.code, data: error.data });
  else reply({ t: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
