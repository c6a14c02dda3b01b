import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { channels, type Bridge, type FacilityState, type PageWord, type SeatBridge } from './contract/bridge.ts';

const tellPage = (word: PageWord, ports: MessagePort[] = []) => window.postMessage({ medvault: word }, window.location.origin, ports);

// The page says `ready` once it listens; then, and after each restart of the facility, it is handed a new port.
window.addEventListener('message', ({ source, data }: MessageEvent<{ medvault?: PageWord } | null>) => {
  if (source === window && data?.medvault === 'ready') ipcRenderer.send(channels.portWanted);
});
ipcRenderer.on(channels.port, ({ ports }) => tellPage('port', ports));
ipcRenderer.on(channels.facilityState, (_event, { state }: FacilityState) => {
  if (['down', 'given-up', 'unreachable', 'refused'].includes(state)) tellPage('down');
});

const seat: SeatBridge = {
  find: () => ipcRenderer.invoke(channels.seatFind) as ReturnType<SeatBridge['find']>,
  join: (wish) => ipcRenderer.invoke(channels.seatJoin, wish) as ReturnType<SeatBridge['join']>,
  retry: () => ipcRenderer.invoke(channels.seatRetry) as Promise<void>,
  moveTo: (address) => ipcRenderer.invoke(channels.seatMoveTo, address) as ReturnType<SeatBridge['moveTo']>,
  forget: () => ipcRenderer.invoke(channels.seatForget) as Promise<void>,
};

const bridge: Bridge = {
  platform: process.platform,
  savePdf: (bytes, name) => ipcRenderer.invoke(channels.savePdf, bytes, name) as Promise<boolean>,
  onFacilityState: (listener) => {
    const hear = (_event: IpcRendererEvent, state: FacilityState) => listener(state);
    ipcRenderer.on(channels.facilityState, hear);
    ipcRenderer.send(channels.facilityStateWanted);
    return () => void ipcRenderer.off(channels.facilityState, hear);
  },
  seat,
};
contextBridge.exposeInMainWorld('medvault', bridge);
