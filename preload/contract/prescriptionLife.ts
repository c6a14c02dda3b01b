/**
 * The life of one prescribed medicine. Source of the words: HL7 FHIR R4, MedicationRequest.status. "cancelled" is withdrawn before anything
 * was given, "stopped" ends what was begun, "entered-in-error" says that it should never have been written.
 */
export const requestStatuses = ['draft', 'active', 'on-hold', 'stopped', 'completed', 'cancelled', 'entered-in-error'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

export const requestActs = ['sign', 'hold', 'resume', 'stop', 'complete', 'reopen', 'cancel', 'enter-in-error'] as const;
export type RequestAct = (typeof requestActs)[number];

type Rule = {
  from: readonly RequestStatus[];
  to: RequestStatus;
  /** somebody types why */
  needsReason: boolean;
  /** only while nothing was handed over, or only once something was */
  given?: 'nothing' | 'something';
};

const rules: Readonly<Record<RequestAct, Rule>> = {
  sign: { from: ['draft'], to: 'active', needsReason: false },
  hold: { from: ['active'], to: 'on-hold', needsReason: true },
  resume: { from: ['on-hold'], to: 'active', needsReason: true },
  stop: { from: ['active', 'on-hold'], to: 'stopped', needsReason: true },
  /** by the last of what was owed */
  complete: { from: ['active'], to: 'completed', needsReason: false, given: 'something' },
  /** by a reversal of what was handed over */
  reopen: { from: ['completed'], to: 'active', needsReason: false },
  cancel: { from: ['draft', 'active', 'on-hold'], to: 'cancelled', needsReason: true, given: 'nothing' },
  'enter-in-error': {
    from: ['draft', 'active', 'on-hold', 'stopped', 'cancelled'],
    to: 'entered-in-error',
    needsReason: true,
    given: 'nothing',
  },
};

export type Standing = { status: RequestStatus; /** dispensing units handed over */ dispensed: number };
export type Step = { ok: true; to: RequestStatus } | { ok: false; why: 'status' | 'given' | 'nothing_given' | 'reason' };

/** What an act makes of a line, or why it may not. A draft may be thrown away without a reason: nobody has seen it. */
export function stepOf(standing: Standing, act: RequestAct, reason: string): Step {
  const rule = rules[act];
  if (!rule.from.includes(standing.status)) return { ok: false, why: 'status' };
  if (rule.given === 'nothing' && standing.dispensed > 0) return { ok: false, why: 'given' };
  if (rule.given === 'something' && standing.dispensed <= 0) return { ok: false, why: 'nothing_given' };
  if (rule.needsReason && standing.status !== 'draft' && reason.trim().length < 3) return { ok: false, why: 'reason' };
  return { ok: true, to: rule.to };
}

/** What a person at the screen may do with it now. */
export function actsNow(standing: Standing): RequestAct[] {
  const byHand: readonly RequestAct[] = ['hold', 'resume', 'stop', 'cancel', 'enter-in-error'];
  return byHand.filter((act) => stepOf(standing, act, 'because').ok);
}
