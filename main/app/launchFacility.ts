import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { utilityProcess, type MessagePortMain } from 'electron';
import type { FromFacilityProcess } from '../facility/processMessages.ts';
import type { FacilityLife } from './superviseFacility.ts';

/** In the installed application: a utility process of Electron; windows' ports are transferred to it. */
export function launchUtility(entry: string): FacilityLife<MessagePortMain> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'MedVault facility', stdio: 'inherit', env: plainEnvironment() });
  let isRunning = true;
  child.on('exit', () => (isRunning = false));
  return {
    send: (message) => {
      if (isRunning) child.postMessage(message);
    },
    openPort: (seat, port) => child.postMessage({ t: 'port-open', id: seat.id, seat }, [port]),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

/** In a checkout: a child of the lockfile's Node, whichever Electron shows the window. Ports cannot be handed to it, so their messages are relayed. */
export function launchNodeChild(entry: string): FacilityLife<MessagePortMain> {
  const child = fork(entry, [], {
    execPath: lockfileNode(),
    execArgv: ['--no-memory-protection-keys'], // see main/cli/bootstrap/paths.mjs, longLived
    serialization: 'advanced',
    env: plainEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const portsById = new Map<string, MessagePortMain>();
  const send: FacilityLife<MessagePortMain>['send'] = (message) => {
    if (child.connected) child.send(message);
  };
  child.on('error', () => child.kill('SIGKILL')); // the exit that follows is what counts
  child.on('message', (received) => {
    const message = received as FromFacilityProcess;
    if (message.t === 'port') portsById.get(message.id)?.postMessage(message.message);
    else if (message.t === 'port-close') portsById.get(message.id)?.close();
  });
  child.on('exit', () => {
    for (const port of portsById.values()) port.close();
  });
  return {
    send,
    openPort: (seat, port) => {
      const id = randomUUID(); // a line's own: a window that was loaded again has a new line while the old one still ends
      portsById.set(id, port);
      port.on('message', ({ data }) => send({ t: 'port', id, message: data as unknown }));
      port.on('close', () => {
        portsById.delete(id);
        send({ t: 'port-close', id });
      });
      send({ t: 'port-open', id, seat });
      port.start();
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromFacilityProcess)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

function lockfileNode(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'node', 'bin', name);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error('The Node of the lockfile is not installed: run `npm start`.');
  }
}

/** Without the settings of Electron and of whoever started it. */
function plainEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL)/.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}
