import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { isConfiguration, isCsv, isMail, isPdf, isRecord, safeFileName } from './pdfFile.ts';

/** Asks where a document should go. @returns false when the user changed their mind */
export async function savePdf(window: BrowserWindow, bytes: unknown, name: unknown): Promise<boolean> {
  const extension = isPdf(bytes) ? 'pdf' : isMail(bytes) ? 'eml' : isRecord(bytes) || isConfiguration(bytes) ? 'json' : 'csv';
  if ((!isPdf(bytes) && !isCsv(bytes) && !isRecord(bytes) && !isConfiguration(bytes) && !isMail(bytes)) || typeof name !== 'string')
    throw new Error('Only a PDF document, an exported list, record, configuration or mail can be saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), safeFileName(name, extension)),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || !filePath) return false;
  const path = filePath.toLowerCase().endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`;
  await writeFile(path, bytes);
  if (extension === 'eml') await shell.openPath(path); // the mail program shows it, and somebody sends it there
  return true;
}
