import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Watch } from '../backup/files.ts';
import { doorPath, type DoorReply, type DoorRequest } from '../facility/commandDoor.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** Has the facility that is open on this folder do it, with its own key. undefined: none is running, or it can't be reached. */
export async function askRunning(dataDir: string, request: DoorRequest, watch: Watch): Promise<{ value: unknown } | undefined> {
  const socket = await connect(doorPath(dataDir));
  if (!socket) return undefined;
  socket.write(`${JSON.stringify(request)}\n`);
  try {
    for await (const line of createInterface({ input: socket })) {
      const reply = JSON.parse(line) as DoorReply;
      if (reply.t === 'step') watch.step(reply.step, reply.share);
      else if (reply.t === 'done') return { value: reply.value };
      else throw new AppError(reply.error.code, reply.error.data);
    }
  } finally {
    socket.destroy();
  }
  throw new Error('The facility ended before it answered.');
}

function connect(path: string): Promise<Socket | undefined> {
  return new Promise((done) => {
    const socket = createConnection(path);
    socket.once('connect', () => done(socket));
    socket.once('error', () => done(undefined));
  });
}
