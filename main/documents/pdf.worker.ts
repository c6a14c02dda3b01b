import { parentPort, workerData } from 'node:worker_threads';
import type { PdfJob, PdfReply } from './pdf/make.ts';
import { prescriptionPdf } from './pdf/prescription.ts';
import { stockReportPdf } from './pdf/stockReport.ts';

/** One job a thread: the input comes with its start, the file goes back without a copy. */
async function make(job: PdfJob): Promise<PdfReply> {
  try {
    const made = await (job.kind === 'prescription' ? prescriptionPdf(job.input, job) : stockReportPdf(job.input, job));
    return { pdf: new Uint8Array(made) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const reply = await make(workerData as PdfJob);
parentPort!.postMessage(reply, 'pdf' in reply ? [reply.pdf.buffer as ArrayBuffer] : []);
