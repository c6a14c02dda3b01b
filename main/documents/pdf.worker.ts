import { parentPort, workerData } from 'node:worker_threads';
import { auditListPdf } from './pdf/auditList.ts';
import { bagLabelPdf, bagLabelsPdf } from './pdf/bagLabel.ts';
import { controlledRegisterPdf } from './pdf/controlledRegister.ts';
import { goodsReceiptPdf } from './pdf/goodsReceipt.ts';
import { letterPdf } from './pdf/letter.ts';
import type { PdfJob, PdfReply } from './pdf/make.ts';
import { medicationListPdf } from './pdf/medicationList.ts';
import { patientCardPdf } from './pdf/patientCard.ts';
import { personRecordPdf } from './pdf/personRecord.ts';
import { plainListPdf } from './pdf/plainList.ts';
import { prescriptionPdf } from './pdf/prescription.ts';
import { purchaseOrderPdf } from './pdf/purchaseOrder.ts';
import { recallLettersPdf } from './pdf/recallLetters.ts';
import { recoverySheetPdf } from './pdf/recoverySheet.ts';
import { registerListPdf } from './pdf/registerList.ts';
import { replenishmentListPdf } from './pdf/replenishmentList.ts';
import { specimenLabelPdf } from './pdf/specimenLabel.ts';
import { stockCardPdf } from './pdf/stockCard.ts';
import { stockLabelsPdf } from './pdf/stockLabels.ts';
import { stockReportPdf } from './pdf/stockReport.ts';
import { stockTakePdf } from './pdf/stockTake.ts';

/** One job a thread: the input comes with its start, the file goes back without a copy. */
async function make(job: PdfJob): Promise<PdfReply> {
  try {
    return { pdf: new Uint8Array(await draw(job)) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function draw(job: PdfJob): Promise<Buffer> {
  switch (job.kind) {
    case 'auditList':
      return auditListPdf(job.input, job);
    case 'bagLabel':
      return bagLabelPdf(job.input, job);
    case 'bagLabels':
      return bagLabelsPdf(job.input, job);
    case 'goodsReceipt':
      return goodsReceiptPdf(job.input, job);
    case 'controlledRegister':
      return controlledRegisterPdf(job.input, job);
    case 'letter':
      return letterPdf(job.input, job);
    case 'medicationList':
      return medicationListPdf(job.input, job);
    case 'patientCard':
      return patientCardPdf(job.input, job);
    case 'personRecord':
      return personRecordPdf(job.input, job);
    case 'plainList':
      return plainListPdf(job.input, job);
    case 'prescription':
      return prescriptionPdf(job.input, job);
    case 'recallLetters':
      return recallLettersPdf(job.input, job);
    case 'purchaseOrder':
      return purchaseOrderPdf(job.input, job);
    case 'registerList':
      return registerListPdf(job.input, job);
    case 'replenishmentList':
      return replenishmentListPdf(job.input, job);
    case 'specimenLabel':
      return specimenLabelPdf(job.input, job);
    case 'stockCard':
      return stockCardPdf(job.input, job);
    case 'stockLabels':
      return stockLabelsPdf(job.input, job);
    case 'stockReport':
      return stockReportPdf(job.input, job);
    case 'stockTake':
      return stockTakePdf(job.input, job);
    case 'recoverySheet':
      return recoverySheetPdf(job.input, job);
  }
}

const reply = await make(workerData as PdfJob);
parentPort!.postMessage(reply, 'pdf' in reply ? [reply.pdf.buffer as ArrayBuffer] : []);
