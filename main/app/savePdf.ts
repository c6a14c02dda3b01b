import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { isPdf, safeFileName } from './pdfFile.ts';

/** Asks where a document should go. @returns false when the user changed their mind */
export async function savePdf(window: BrowserWindow, bytes: unknown, name: unknown): Promise<boolean> {
  if (!isPdf(bytes) || typeof name !== 'string') throw new Error('Only a PDF document can be saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), safeFileName(name)),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (canceled || !filePath) return false;
  await writeFile(filePath.toLowerCase().endsWith('.pdf') ? filePath : `${filePath}.pdf`, bytes);
  return true;
}
