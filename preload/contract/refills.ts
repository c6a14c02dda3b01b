import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';
import { medicationRequestRow } from './prescriptions.ts';

export const refillRow = z.object({
  /** the line that was first handed out */
  request: medicationRequestRow,
  refillsUsed: z.int(),
  refillsLeft: z.int(),
  /** by the last that was handed over; null: never, or nobody can say how long it lasts */
  runsOutOn: day.nullable(),
  open: z.object({ refillRequestId: id, version: z.int(), note: z.string(), requestedAt: instant, requestedByName: shortText }).nullable(),
});
export type RefillRow = z.infer<typeof refillRow>;

export const refills = {
  /** due: runs out within `days`, or ran out less than 60 days ago; requested: waits for a prescriber */
  'refills.list': query({
    permission: 'RefillRequest.create',
    input: z.object({ show: z.enum(['due', 'requested']).default('due'), days: z.int().min(0).max(60).default(7) }),
    output: z.object({ rows: z.array(refillRow) }),
  }),
  'refills.decided': query({
    permission: 'RefillRequest.create',
    input: z.object({ patientId: id }),
    output: z.object({
      requests: z.array(
        z.object({
          id,
          medicine: shortText,
          status: z.enum(['requested', 'approved', 'refused', 'withdrawn']),
          note: z.string(),
          refusal: z.string(),
          requestedAt: instant,
          requestedByName: shortText,
          decidedAt: instant.nullable(),
          decidedByName: shortText.nullable(),
        }),
      ),
    }),
  }),
  /**
   * Within what the signed prescription allows, and while it is valid, the refill is there at once; beyond it waits for a prescriber, who
   * grants it by prescribing with `refillRequestId` and signing. @throws 'refill.not_possible' { status }, 'refill.asked_already'
   */
  'refills.request': command({
    permission: 'RefillRequest.create',
    input: z.object({ medicationRequestId: id, note: z.string().trim().max(500).default('') }),
    output: z.object({ outcome: z.enum(['approved', 'requested']), medicationRequestId: id.nullable() }),
  }),
  /** @throws 'refill.decided', 'version.conflict' */
  'refills.refuse': command({
    permission: 'MedicationRequest.create',
    input: z.object({ refillRequestId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'refills.withdraw': command({
    permission: 'RefillRequest.create',
    input: z.object({ refillRequestId: id, version: z.int() }),
    output: z.object({}),
  }),
};
