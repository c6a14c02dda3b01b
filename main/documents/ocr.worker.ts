import { parentPort } from 'node:worker_threads';
import { AppError } from '../../preload/contract/errors.ts';
import type { ReadReply, ReadRequest } from './readImage.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { recognise } from './recognise.ts';

/** A larger picture leaves the recogniser holding hundreds of megabytes that it never gives back, in pixels. */
const largeForMemory = 16_000_000;

/** One request at a time: the other side waits for the reply before it sends the next. */
let engine: Engine | null = null;

parentPort!.on('message', (request: ReadRequest) => {
  void answer(request).then((reply) => parentPort!.postMessage(reply));
});

async function answer({ id, bytes }: ReadRequest): Promise<ReadReply> {
  try {
    engine ??= await startEngine();
    const read = await recognise(engine, bytes);
    if (read.width * read.height > largeForMemory) await endEngine();
    return { id, read };
  } catch (error) {
    if (error instanceof AppError) return { id, refused: { code: error.code, data: error.data } };
    await endEngine(); // after a failure inside the recogniser its memory can't be trusted
    return { id, failed: String(error) };
  }
}

async function endEngine(): Promise<void> {
  await engine?.end();
  engine = null;
}
