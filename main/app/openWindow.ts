import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import { startPage } from './appScheme.ts';
import { keepWindowState, readWindowState, visibleBounds } from './windowState.ts';

/** A window with nothing but the bridge between the page and the machine. */
export function openWindow(session: Session): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json');
  const state = readWindowState(file);
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    ...visibleBounds(
      state,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: 1024,
    minHeight: 600,
    title: 'MedVault',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16191d' : '#ffffff', // no white flash before the first picture
    webPreferences: {
      session,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keepWindowState(file, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(startPage);
  return window;
}
