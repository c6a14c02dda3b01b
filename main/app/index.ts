import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  safeStorage,
  session,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import { channels, type FacilityState } from '../../preload/contract/bridge.ts';
import type { StartMessage, WindowSeat } from '../facility/processMessages.ts';
import { declareAppScheme, serveScreens } from './appScheme.ts';
import { keyEncryptionKey } from './keyStore.ts';
import { launchNodeChild, launchUtility } from './launchFacility.ts';
import { lockDownContents, lockDownSession } from './lockDown.ts';
import { setMenu } from './menu.ts';
import { openWindow } from './openWindow.ts';
import { readOptions } from './options.ts';
import { savePdf } from './savePdf.ts';
import { SeatStore } from './seatStore.ts';
import { appOrigin } from './shippedFile.ts';
import { superviseFacility, type Supervisor } from './superviseFacility.ts';

const options = readOptions(process.argv.slice(1), app.isPackaged);

app.setName('MedVault');
// Beside the data: one lock, one place, for one clinic's folder.
app.setPath('userData', join(options.dataDir, 'window'));
for (const silence of ['disable-background-networking', 'disable-component-update', 'no-pings']) app.commandLine.appendSwitch(silence);

if (app.isPackaged && app.commandLine.hasSwitch('no-sandbox')) {
  process.stderr.write('MedVault does not run without its sandbox.\n');
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.quit(); // the window that is open comes to the front instead
} else {
  declareAppScheme();
  lockDownContents();
  void app.whenReady().then(run);
}

async function run(): Promise<void> {
  // No `persist:`: nothing that a page keeps outlives the process.
  const inMemory = session.fromPartition('medvault', { cache: false });
  lockDownSession(inMemory);
  serveScreens(inMemory, join(import.meta.dirname, '../renderer'));
  setMenu();

  const withPort = new Set<WebContents>();
  const store = new SeatStore(options.dataDir, safeStorage);
  let facility: Place | undefined;
  const onState = (state: FacilityState) => {
    for (const contents of withPort) if (!contents.isDestroyed()) contents.send(channels.facilityState, state);
  };
  // While a place begins no window has its port yet: `begin` hands them out itself.
  const onBorn = () => {
    for (const contents of withPort) handPort(facility, contents);
  };
  const begin = async () => {
    const seat = await store.read();
    facility = seat ? (await seats()).startSeat({ seat, store, onState, onBorn }) : await startHere(onState, onBorn);
    onBorn();
  };
  await begin();

  ipcMain.on(channels.portWanted, (event) => {
    if (!isOurs(event)) return;
    withPort.add(event.sender);
    event.sender.once('destroyed', () => withPort.delete(event.sender));
    handPort(facility, event.sender);
  });
  ipcMain.on(channels.facilityStateWanted, (event) => {
    if (isOurs(event) && facility) event.sender.send(channels.facilityState, facility.state());
  });
  ipcMain.handle(channels.savePdf, (event, bytes: unknown, name: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !isOurs(event)) throw new Error('This page may not save.');
    return savePdf(window, bytes, name);
  });

  const restart = async () => {
    const ended = facility;
    facility = undefined;
    await ended?.stop();
    await begin();
  };
  const desk = async () => (await seats()).seatDesk({ dataDir: options.dataDir, store, restart });
  answerWindows(channels.seatFind, async () => (await desk()).find());
  answerWindows(channels.seatJoin, async (wish) => (await desk()).join(wish));
  answerWindows(channels.seatMoveTo, async (address) => (await desk()).moveTo(address));
  answerWindows(channels.seatForget, async () => (await desk()).forget());
  answerWindows(channels.seatRetry, () => facility?.retry?.());

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(inMemory);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  quitInOrder(async () => facility?.stop());
  openWindow(inMemory);
}

/** Loaded when it is needed: the window of a clinic's own computer opens without it. */
const seats = async () => ({ ...(await import('./seatDesk.ts')), ...(await import('./startSeat.ts')) });

/** Where the clinic is: a process on this computer, or a line to another one, which can be tried anew. */
type Place = Supervisor<MessagePortMain> & { retry?: () => Promise<void> };

async function startHere(onState: (state: FacilityState) => void, onBorn: () => void): Promise<Place> {
  return superviseFacility<MessagePortMain>({
    launch: () => {
      const entry = options.facilityEntry ?? join(import.meta.dirname, 'facility.js');
      return options.facility === 'utility' ? launchUtility(entry) : launchNodeChild(entry);
    },
    startMessage: await startMessage(),
    onState,
    onBorn,
  });
}

/** A question from our own page, and nobody else's. */
function answerWindows(channel: string, work: (input: unknown) => unknown): void {
  ipcMain.handle(channel, (event, input: unknown) => {
    if (!isOurs(event)) throw new Error('This page may not ask.');
    return work(input);
  });
}

async function startMessage(): Promise<StartMessage> {
  const key = await keyEncryptionKey(options.dataDir, safeStorage);
  return {
    t: 'start',
    dataDir: options.dataDir,
    ...(key && { keyEncryptionKey: key }),
  };
}

/** A window is one seat as long as it lives, so that its session goes on when the facility process has started again. */
const seatIds = new WeakMap<WebContents, string>();

function seatOf(contents: WebContents): WindowSeat {
  const id = seatIds.get(contents) ?? randomUUID();
  seatIds.set(contents, id);
  return { id, kind: 'window' };
}

function handPort(facility: Place | undefined, contents: WebContents): void {
  if (!facility || contents.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  if (facility.openPort(seatOf(contents), port2)) contents.postMessage(channels.port, null, [port1]);
}

/** Only the top frame of our own page may ask the application for anything. */
function isOurs({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === appOrigin;
}

/** The facility closes its file before the application ends. */
function quitInOrder(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void stop().then(() => {
      isStopped = true;
      setImmediate(() => app.quit()); // not while the refusal of this quit is still being worked off
    });
  });
}
