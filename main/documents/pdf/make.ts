import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker.ts';
import type { AuditListInput } from './auditList.ts';
import type { BagLabelInput } from './bagLabel.ts';
import type { ControlledRegisterInput } from './controlledRegister.ts';
import type { GoodsReceiptInput } from './goodsReceipt.ts';
import type { LetterInput } from './letter.ts';
import type { MedicationListInput } from './medicationList.ts';
import type { PatientCardInput } from './patientCard.ts';
import type { PersonRecordInput } from './personRecord.ts';
import type { PlainListInput } from './plainList.ts';
import type { PrescriptionInput } from './prescription.ts';
import type { PurchaseOrderInput } from './purchaseOrder.ts';
import type { RecallLettersInput } from './recallLetters.ts';
import type { RecoverySheetInput } from './recoverySheet.ts';
import type { RegisterListInput } from './registerList.ts';
import type { ReplenishmentListInput } from './replenishmentList.ts';
import type { SpecimenLabelInput } from './specimenLabel.ts';
import type { StockCardInput } from './stockCard.ts';
import type { StockLabelsInput } from './stockLabels.ts';
import type { StockReportInput } from './stockReport.ts';
import type { StockTakeInput } from './stockTake.ts';
import type { Locale } from './strings.ts';

export type PdfInputs = {
  auditList: AuditListInput;
  bagLabel: BagLabelInput;
  bagLabels: { labels: readonly BagLabelInput[] };
  controlledRegister: ControlledRegisterInput;
  goodsReceipt: GoodsReceiptInput;
  letter: LetterInput;
  medicationList: MedicationListInput;
  patientCard: PatientCardInput;
  personRecord: PersonRecordInput;
  plainList: PlainListInput;
  prescription: PrescriptionInput;
  recallLetters: RecallLettersInput;
  purchaseOrder: PurchaseOrderInput;
  registerList: RegisterListInput;
  replenishmentList: ReplenishmentListInput;
  specimenLabel: SpecimenLabelInput;
  stockCard: StockCardInput;
  stockLabels: StockLabelsInput;
  stockReport: StockReportInput;
  stockTake: StockTakeInput;
  recoverySheet: RecoverySheetInput;
};
export type PdfKind = keyof PdfInputs;
export type PdfJob = { [K in PdfKind]: { kind: K; input: PdfInputs[K]; locale: Locale } }[PdfKind];
export type PdfReply = { pdf: Uint8Array } | { failed: string };

/**
 * Makes a PDF in a thread of its own, so that nobody waits at the facility meanwhile. The thread ends with the work;
 * an aborted `signal` ends it at once, and the promise rejects with the signal's reason.
 */
export function makePdf<K extends PdfKind>(
  kind: K,
  input: PdfInputs[K],
  { locale, signal }: { locale: Locale; signal?: AbortSignal },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerUrl('documents', 'pdf'), { workerData: { kind, input, locale } });
    const stop = () => end(() => reject(signal?.reason as Error));
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', stop);
      settle();
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: PdfReply) => {
      end(() =>
        'pdf' in reply
          ? resolve(Buffer.from(reply.pdf.buffer, reply.pdf.byteOffset, reply.pdf.byteLength))
          : reject(new Error(reply.failed)),
      );
    });
    worker.on('error', (error: Error) => end(() => reject(error)));
    worker.on('exit', (code) => end(() => reject(new Error(`The PDF thread ended early (${code})`)))); // settles nothing when the answer came
  });
}
