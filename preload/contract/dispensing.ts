import { z } from 'zod';
import { blobRef, id, instant, longText, quantity, shortText } from './common.ts';
import { counsellingCode } from './counselling.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';
import { medicationRequestRow, pick } from './prescriptions.ts';
import { safetyAnswer } from './safety.ts';

export const queueStatus = z.enum(['waiting', 'preparing', 'ready', 'owing', 'closed']);
export const paymentMark = z.enum(['paid', 'exempt', 'owed']);
export const counterRule = z.enum(['prescription', 'named', 'anybody']);
export type CounterRule = z.infer<typeof counterRule>;

const task = z.object({
  status: queueStatus,
  /** who prepares it or has set it aside; '' = nobody */
  by: z.string(),
  isMine: z.boolean(),
  since: instant.nullable(),
  /** of what was asked for */
  setAside: z.int(),
  note: z.string(),
});

export const queueRow = medicationRequestRow
  .pick({
    medicationRequestId: true,
    number: true,
    patient: true,
    itemId: true,
    medicine: true,
    unit: true,
    quantity: true,
    dispensed: true,
    authoredAt: true,
    prescriberName: true,
    validUntil: true,
  })
  .extend({
    task,
    /** of an owing: what can be given of it today, those who wait longest first */
    canGiveNow: z.int(),
  });
export type QueueRow = z.infer<typeof queueRow>;

const proposal = z.object({
  picks: z.array(pick),
  available: z.int(),
  expired: z.int(),
  /** kept back for an order, a transfer, a crossmatch or somebody else's parcel */
  reserved: z.int(),
  /** good today, but it expires before this person would come to it */
  tooShort: z.int(),
  /** the same by lot: what stays on the shelf of lots that expire sooner than those that are picked */
  passedOver: z.array(pick),
  /** dispensing units a day by the directions; null when they leave it open */
  perDay: z.number().nullable(),
  lastDay: z.iso.date().nullable(),
});

export const dispenseRow = z.object({
  medicationDispenseId: id,
  handoverId: id.nullable(),
  whenHandedOver: instant,
  performerName: shortText,
  /** what was handed out, in its own units */
  itemId: id,
  medicine: shortText,
  unit: shortText,
  handed: z.int(),
  /** of what was asked for */
  quantity: z.int(),
  /** of `handed`: taken back as a mistake, and brought back by the person into quarantine */
  reversed: z.int(),
  returned: z.int(),
  reason: z.string(),
  payment: z.object({ mark: paymentMark, amount: z.int() }).nullable(),
});

export const deskLine = z.object({
  request: medicationRequestRow,
  task,
  owed: z.int(),
  /** it may be handed out today; else why not: the status, or that its day is over */
  problem: z.enum(['none', 'status', 'expired', 'no-item']),
  /** checked again now: the record may know more than when it was prescribed */
  safety: safetyAnswer,
  /** why the prescriber went on after a finding that says stop, by its cause */
  answered: z.array(z.object({ cause: z.string(), reason: z.string() })),
  proposal,
  dispenses: z.array(dispenseRow),
  counselling: z.array(counsellingCode),
  /** what earlier collections of the same ingredient still last for, from the day after today */
  supply: z.object({ daysLeft: z.int(), collectedOn: z.iso.date(), isEarly: z.boolean() }).nullable(),
  /** what the desk asked whoever prescribed, last; `answer` '' = not answered */
  question: z.object({ text: z.string(), askedAt: instant, isSeen: z.boolean(), answer: z.string() }).nullable(),
  /** minor units a dispensing unit; null = nobody set one */
  price: z.int().nullable(),
});
export type DeskLine = z.infer<typeof deskLine>;

const payment = z.object({ mark: paymentMark, amount: z.int().nonnegative().max(1_000_000_000_000) });

const handed = z.object({
  /** units of what was asked for; of a substitute as many of its own are handed out as hold the same amount */
  quantity,
  /** FEFO picks unless it names one lot, which must be usable ('stock.lot_expired', 'stock.lot_on_hold') */
  lotId: id.optional(),
  /** where FEFO would have taken another lot, else 'stock.reason_needed' */
  overrideReason: shortText.min(3).optional(),
  counselled: z.array(counsellingCode).max(20).default([]),
  payment: payment.optional(),
  /** why it is handed out although the check at the counter says stop and nobody has answered that yet */
  safetyReason: shortText.min(3).optional(),
});

export const dispenseLine = z.union([
  handed.extend({
    medicationRequestId: id,
    /** as the screen saw it: when somebody was faster, 'version.conflict' */
    dispensedBefore: z.int().nonnegative().optional(),
    /** what is missing stays owed: the person is told when it comes */
    owe: z.boolean().default(false),
    substitute: z
      .object({
        itemId: id,
        reason: shortText.min(3),
        /** of another strength, where the prescription's directions are not structured */
        directions: longText.min(1).optional(),
      })
      .optional(),
  }),
  handed.extend({ itemId: id, directions: longText.min(1) }),
]);

export const dispensing = {
  /** What the desk has to do, or what is owed; who waits longest first. */
  'dispensing.queue': query({
    permission: 'MedicationRequest.read',
    input: z.object({ show: z.enum(['work', 'owing']).default('work') }),
    output: z.object({ rows: z.array(queueRow), counts: z.object({ work: z.int(), ready: z.int(), owing: z.int(), canGive: z.int() }) }),
  }),
  /** What went over the counter on a day, the newest first. */
  'dispensing.handedOut': query({
    permission: 'MedicationRequest.read',
    input: z.object({ day: z.iso.date().optional() }),
    output: z.object({
      currency: shortText,
      rows: z.array(
        dispenseRow.extend({
          /** null: over the counter, to nobody in particular */
          patient: patientRow.nullable(),
          medicationRequestId: id.nullable(),
          /** of the prescription; '' = over the counter */
          number: z.string(),
        }),
      ),
    }),
  }),
  /** What a scanned or typed code stands for: a prescription (its number or QR code), or a pack (GTIN, lot). */
  'dispensing.find': query({
    permission: 'MedicationRequest.read',
    input: z.object({ code: z.string().trim().min(1).max(2000) }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('request'), medicationRequestId: id }),
      z.object({
        kind: z.literal('pack'),
        gtin: z.string(),
        itemId: id.nullable(),
        name: shortText,
        /** as printed; null = the code names none */
        lotNumber: z.string().nullable(),
        /** the lot as we keep it; null = not on our shelves */
        lotId: id.nullable(),
        expiry: z.iso.date().nullable(),
      }),
      z.object({ kind: z.literal('unknown') }),
    ]),
  }),
  /** One prescription at the desk, and what else may be handed out to the same person today. */
  'dispensing.open': query({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id }),
    output: z.object({
      patient: patientRow,
      /** empty for a restricted record: `safety` tells that something speaks against the medicine, not what */
      allergies: z.array(shortText),
      currency: shortText,
      /** the one that was asked for first */
      lines: z.array(deskLine),
    }),
  }),
  /** Items with the same ingredients that could be handed out instead; others only with a new prescription. */
  'dispensing.substitutes': query({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id }),
    output: z.object({
      items: z.array(
        z.object({
          itemId: id,
          name: shortText,
          unit: shortText,
          usable: z.int(),
          kind: z.enum(['generic', 'strength', 'form']),
          /** its units for `per` units of what was asked for */
          units: z.int(),
          per: z.int(),
          /** the directions in its units; null = somebody must write them */
          directions: z.string().nullable(),
          price: z.int().nullable(),
        }),
      ),
    }),
  }),
  /** I prepare it. Another one's claim is only taken over when that is said. @throws 'dispensing.claimed' */
  'dispensing.claim': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, isTakenOver: z.boolean().default(false) }),
    output: z.object({}),
  }),
  'dispensing.release': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id }),
    output: z.object({}),
  }),
  /** Packed and put aside for this person: its lots are reserved until it is collected. */
  'dispensing.setReady': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, quantity }),
    output: z.object({ picks: z.array(pick) }),
  }),
  /** Nothing of it is here: it is written down, and said when it comes. */
  'dispensing.owe': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, note: shortText.default('') }),
    output: z.object({}),
  }),
  /** The person no longer waits for what is owed: the prescription ends. */
  'dispensing.endOwing': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** Of items that have just come in: how many people wait for them. */
  'dispensing.waitingFor': query({
    permission: 'MedicationRequest.read',
    input: z.object({ itemIds: z.array(id).max(1000) }),
    output: z.object({
      people: z.int(),
      medicines: z.array(z.object({ itemId: id, medicine: shortText, unit: shortText, owed: z.int(), people: z.int() })),
    }),
  }),
  /**
   * Over the counter in one go, to one person: all lines or none. The lots' movements stand in the same transaction.
   * A line with `itemId` needs no prescription where the item's rule allows it.
   */
  'dispensing.dispense': command({
    permission: 'MedicationDispense.create',
    input: z.object({
      lines: z.array(dispenseLine).min(1).max(20),
      /** whose it is, of lines without a prescription */
      patientId: id.optional(),
    }),
    output: z.object({
      handoverId: id,
      lines: z.array(z.object({ medicationDispenseId: id, picks: z.array(pick), handed: z.int(), stillOwed: z.int() })),
    }),
  }),
  /** A mistake that never left the counter, whole or in part: the lots come back where they were and the prescription is open again. */
  'dispensing.reverse': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationDispenseId: id, quantity: quantity.optional(), reason: shortText.min(3) }),
    output: z.object({ medicationDispenseId: id, owed: z.int() }),
  }),
  /** The person brings units back: into quarantine, never back on the shelf; the prescription stays as it is. `quantity`: units as handed out. */
  'dispensing.takeBack': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationDispenseId: id, quantity, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'dispensing.pay': command({
    permission: 'MedicationDispense.create',
    input: payment.extend({ medicationDispenseId: id }),
    output: z.object({}),
  }),
  /** The labels of what went over the counter in one go, in the language of who takes it. */
  'dispensing.printLabels': command({
    permission: 'MedicationDispense.create',
    input: z.object({
      handoverId: id /** null: the patient's, where there are words for it */,
      locale: z.enum(['en', 'fr']).nullable().default(null),
    }),
    output: blobRef,
  }),
  /** An item without a prescription: whether it may go, to whom, and the same check as any other. */
  'dispensing.counterItem': query({
    permission: 'MedicationRequest.read',
    input: z.object({ itemId: id, patientId: id.optional() }),
    output: z.object({
      itemId: id,
      name: shortText,
      unit: shortText,
      rule: counterRule,
      isControlled: z.boolean(),
      price: z.int().nullable(),
      currency: shortText,
      proposal,
      safety: safetyAnswer,
      counselling: z.array(counsellingCode),
    }),
  }),
  'dispensing.setCounterRule': command({
    permission: 'InventoryItem.update',
    input: z.object({ itemId: id, rule: counterRule }),
    output: z.object({}),
  }),
  'dispensing.askPrescriber': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, question: shortText.min(3) }),
    output: z.object({}),
  }),
  /** What the desk told or asked whoever is signed in, not seen yet. */
  'dispensing.notices': query({
    permission: 'MedicationRequest.create',
    input: z.object({}),
    output: z.object({
      notices: z.array(
        z.object({
          noticeId: id,
          medicationRequestId: id,
          number: shortText,
          patient: patientRow,
          kind: z.enum(['substituted', 'question']),
          medicine: shortText,
          handedOut: shortText,
          text: z.string(),
          writtenAt: instant,
          writtenBy: shortText,
        }),
      ),
    }),
  }),
  'dispensing.seen': command({
    permission: 'MedicationRequest.create',
    input: z.object({ noticeId: id, answer: shortText.default('') }),
    output: z.object({}),
  }),
};
