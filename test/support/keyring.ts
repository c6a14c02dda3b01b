import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { playwrightLoader } from './electron.ts';

export type Keyring = {
  /** for the program that is to use it */
  env: Record<string, string>;
  /** the script that launchApp loads first */
  loadFirst: string;
  /** the files that the secrets lie in */
  files: () => string[];
  stop: () => Promise<void>;
  /** what a broken disk or a new user account does: the secrets are gone, an empty keyring is there */
  lose: () => Promise<void>;
};

/** Playwright starts every Chromium with a password store that protects nothing: taken back before the program begins. */
const withKeyring = `require(${JSON.stringify(playwrightLoader)});
const { app } = require('electron');
app.commandLine.removeSwitch('password-store');
app.commandLine.appendSwitch('password-store', 'gnome-libsecret');
`;

/** A real gnome-keyring on a message bus of its own, with a home of its own: nothing of this computer's user is touched. */
export async function startKeyring(home: string): Promise<Keyring> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: join(home, 'share'),
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  const loadFirst = join(home, 'withKeyring.cjs');
  writeFileSync(loadFirst, withKeyring);
  const folder = join(home, 'share', 'keyrings');
  let daemon = await startDaemon(env);
  const stopDaemon = async () => {
    daemon.kill();
    await once(daemon, 'exit');
  };
  return {
    env,
    loadFirst,
    files: () => readdirSync(folder).filter((name) => name.endsWith('.keyring')),
    stop: async () => {
      await stopDaemon();
      bus.kill();
      await once(bus, 'exit');
    },
    lose: async () => {
      await stopDaemon();
      rmSync(folder, { recursive: true });
      daemon = await startDaemon(env);
    },
  };
}

/** Unlocked with a password as signing in to the computer does. It has taken its name on the bus when this returns. */
async function startDaemon(env: Record<string, string>): Promise<ChildProcess> {
  mkdirSync(join(env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, mode: 0o700 });
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin.end('the password of this computer\n');
  for (let tries = 0; tries < 100; tries++) {
    if (await hasName(env)) return daemon;
    await sleep(100);
  }
  throw new Error('The keyring did not come to the message bus within 10 s.');
}

async function hasName(env: Record<string, string>): Promise<boolean> {
  const args = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.freedesktop.secrets',
  ];
  const asked = spawn('dbus-send', args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  asked.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(asked, 'close');
  return text.includes('boolean true');
}
