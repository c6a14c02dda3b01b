import type { PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- Vite answers how to start it
import PdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs?worker';
import { readBlob } from './openBlob.ts';

/** Reads a stored PDF for drawing. The legacy build: the other one needs a newer Chromium than 130. Loaded only when a page is shown. */
export async function openPdf(blobId: string, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const [{ bytes }, pdfjs] = await Promise.all([readBlob(blobId, signal), import('pdfjs-dist/legacy/build/pdf.mjs')]);
  signal.throwIfAborted();
  pdfjs.GlobalWorkerOptions.workerPort ??= new PdfWorker();
  return pdfjs.getDocument({ data: bytes }).promise;
}
