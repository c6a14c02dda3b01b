import type { Output } from '../../../preload/contract/index.ts';

export type Verified = Output<'prescriptionSeals.verify'>;
export type Elsewhere = Output<'prescriptionSeals.ask'>;
type Answer = 'genuine' | 'expired' | 'usedUp' | 'forged' | 'unknown' | 'clock' | 'numberOnly' | 'notACode';
type Why = Exclude<Answer, 'unknown'> | 'withdrawn-key' | 'retired-key' | 'unknown-facility' | 'unknown-key' | 'newer-version';
/** `why`: the sentence under the answer. */
export type Judgement = { answer: Answer; why: Why; tone: 'green' | 'amber' | 'red'; mayTakeOn: boolean; needsReason: boolean };

/** One answer out of everything that is known: the worst of it. */
export function judgementOf(verified: Verified, elsewhere: Elsewhere | undefined): Judgement {
  const { verdict, validity, lines } = verified;
  const never = { mayTakeOn: false, needsReason: false };
  if (verdict === 'not-a-code') return { answer: 'notACode', why: 'notACode', tone: 'amber', ...never };
  if (verdict === 'number-only') return { answer: 'numberOnly', why: 'numberOnly', tone: 'amber', ...never };
  if (verdict === 'forged' || verdict === 'withdrawn-key' || verdict === 'retired-key')
    return { answer: 'forged', why: verdict, tone: 'red', ...never };
  if (validity === 'expired') return { answer: 'expired', why: 'expired', tone: 'red', ...never };
  if (lines.length > 0 && lines.every((line) => leftOf(line, elsewhere) <= 0))
    return { answer: 'usedUp', why: 'usedUp', tone: 'red', ...never };
  if (verdict !== 'genuine')
    return { answer: 'unknown', why: verdict, tone: 'amber', mayTakeOn: verdict !== 'newer-version', needsReason: true };
  if (validity === 'issued-later') return { answer: 'clock', why: 'clock', tone: 'amber', mayTakeOn: true, needsReason: false };
  return { answer: 'genuine', why: 'genuine', tone: 'green', mayTakeOn: true, needsReason: false };
}

/** Dispensing units that nobody is known to have used. */
export function leftOf(line: Verified['lines'][number], elsewhere: Elsewhere | undefined): number {
  const here = line.quantity - line.usedHere;
  const told = elsewhere?.isKnown === true ? elsewhere.lines.find((each) => each.line === line.line) : undefined;
  return Math.max(0, Math.min(here, told?.left ?? here));
}
