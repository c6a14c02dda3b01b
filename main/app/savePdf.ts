import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { isConfiguration, isCsv, isPdf, isRecord, safeFileName } from './pdfFile.ts';

/** Asks where a document should go. @returns false when the user changed their mind */
export async function savePdf(window: BrowserWindow, bytes: unknown, name: unknown): Promise<boolean> {
  const extension = isPdf(bytes) ? 'pdf' : isRecord(bytes) || isConfiguration(bytes) ? 'json' : 'csv';
  if ((!isPdf(bytes) && !isCsv(bytes) && !isRecord(bytes) && !isConfiguration(bytes)) || typeof name !== 'string')
    throw new Error('Only a PDF document, an exported list, record or configuration can be saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), safeFileName(name, extension)),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || !filePath) return false;
  await writeFile(filePath.toLowerCase().endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`, bytes);
  return true;
}
