import { app, type Session, shell, type WebContents } from 'electron';
import { isMailLink } from './pdfFile.ts';
import { isOwnAddress, isPermitted } from './permissions.ts';
import { appOrigin } from './shippedFile.ts';

/** Nothing outside the program is reached by a window, and nothing of the machine but the camera's picture. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isPermitted({ permission, origin: originOf(details.requestingUrl), media }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermitted({ permission, origin, media: details.mediaType ? [details.mediaType] : [] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false); // it would download dictionaries, and send nothing else than words from charts
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnAddress(url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Every page of the program, however it came to be: it stays where it is and opens no other. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      if (originOf(event.url) !== appOrigin) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isMailLink(url)) void shell.openExternal(url); // the mail program, and no other
      return { action: 'deny' };
    });
  });
}

function originOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
