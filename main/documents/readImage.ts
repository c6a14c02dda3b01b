import { readFile, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../preload/contract/errors.ts';
import type { WireError } from '../../preload/contract/errors.ts';
import type { OcrText } from '../../preload/contract/ocr.ts';
import { workerUrl } from '../worker.ts';
import { limits } from './limits.ts';

export type ReadRequest = { id: number; bytes: Uint8Array };
export type ReadReply = { id: number } & ({ read: OcrText } | { refused: WireError } | { failed: string });

export type ReadOptions = { signal?: AbortSignal; timeoutMs?: number };

/** The thread and its language data take 150 MB or more, so that they end when nothing was read for this long. */
const idleMs = 60_000;
const defaultTimeoutMs = 120_000;

let thread: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let queue: Promise<unknown> = Promise.resolve();
let lastId = 0;

/**
 * Reads the printed text of a picture (its bytes, or the path of its file) in a thread of its own, one picture after another.
 * A picture without text gives an empty text.
 * @throws 'file.missing' | 'file.not_readable' | 'file.not_an_image' | 'file.damaged' | 'file.too_large' | 'ocr.cancelled' | 'ocr.timed_out' | 'ocr.failed'
 */
export async function readImage(source: Uint8Array | string, options: ReadOptions = {}): Promise<OcrText> {
  const bytes = typeof source === 'string' ? await readPictureFile(source) : source;
  const turn = queue.then(() => readInThread(bytes, options));
  queue = turn.catch(() => undefined);
  return turn;
}

/** Ends the thread at once and gives its memory back; the next picture starts another. */
export async function stopReading(): Promise<void> {
  if (idle) clearTimeout(idle);
  idle = null;
  const ending = thread;
  thread = null;
  await ending?.terminate();
}

async function readPictureFile(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > limits.bytes) throw new AppError('file.too_large', { bytes: size, limit: limits.bytes });
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('file.missing');
    if (code === 'EACCES' || code === 'EPERM') throw new AppError('file.not_readable');
    if (code === 'EISDIR') throw new AppError('file.not_an_image');
    throw error;
  }
}

async function readInThread(bytes: Uint8Array, { signal, timeoutMs = defaultTimeoutMs }: ReadOptions): Promise<OcrText> {
  if (signal?.aborted) throw new AppError('ocr.cancelled');
  if (idle) clearTimeout(idle);
  const worker = (thread ??= startThread());
  worker.ref();
  const id = ++lastId;
  let forget = (): void => undefined;
  try {
    return await new Promise<OcrText>((resolve, reject) => {
      const onMessage = (reply: ReadReply) => {
        if (reply.id !== id) return;
        if ('read' in reply) resolve(reply.read);
        else if ('refused' in reply) reject(new AppError(reply.refused.code, reply.refused.data));
        else giveUp(new AppError('ocr.failed'));
      };
      let isGivenUp = false;
      // The recogniser cannot be interrupted, only ended with its thread; the end of the thread is then no failure of its own.
      const giveUp = (error: Error) => {
        if (isGivenUp) return;
        isGivenUp = true;
        void stopReading().then(() => reject(error));
      };
      const onAbort = () => giveUp(new AppError('ocr.cancelled'));
      const onEnd = () => giveUp(new AppError('ocr.failed'));
      const timer = setTimeout(() => giveUp(new AppError('ocr.timed_out', { seconds: Math.round(timeoutMs / 1000) })), timeoutMs);
      worker.on('message', onMessage).once('error', onEnd).once('exit', onEnd);
      signal?.addEventListener('abort', onAbort, { once: true });
      forget = () => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        signal?.removeEventListener('abort', onAbort);
      };
      worker.postMessage({ id, bytes } satisfies ReadRequest);
    });
  } finally {
    forget();
    if (thread === worker) {
      worker.unref(); // an idle thread keeps no command from ending
      idle = setTimeout(() => void stopReading(), idleMs).unref();
    }
  }
}

function startThread(): Worker {
  // Keeps the remarks that the recogniser's libraries print away from ours; nobody reads them, as a stream that is read holds the process.
  const worker = new Worker(workerUrl('documents', 'ocr'), { stdout: true, stderr: true });
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    if (thread === worker) thread = null;
  });
  return worker;
}
