import { seatFor } from '../../main/demo/makeDemoFacility.ts';
import { type Facility, inTransaction, makeContext } from '../../main/facility/context.ts';
import { signLines } from '../../main/prescriptions/sign.ts';

/** Joseph's signature without the half second that his password takes: what is measured is something else. */
export async function underSignature(facility: Facility, patientId: string, medicationRequestId: string): Promise<void> {
  await inTransaction(makeContext(facility, seatFor(facility, 'joseph')), (ctx) =>
    signLines(ctx, { patientId, lines: [{ medicationRequestId, version: 1 }], by: 'password' }),
  );
}
