import { formatNumber, numberKinds } from '../preload/contract/readableNumber.ts';
import { prepared } from './statements.ts';
import type { WriteScope } from './write.ts';

type Issuer = { code: string; epoch_letter: string };

/** The next number that people read aloud, for example P-K7M2QX-A00042-C5. Inside the transaction that uses it: none is skipped, none given twice. */
export function nextNumber(w: WriteScope, issuer: Issuer, kind: keyof typeof numberKinds): string {
  const counter = prepared(
    w.raw,
    `INSERT INTO number_counter (kind, epoch_letter, last) VALUES (?, ?, 1)
     ON CONFLICT (kind, epoch_letter) DO UPDATE SET last = last + 1 RETURNING last`,
  )
    .pluck()
    .get(kind, issuer.epoch_letter) as number;
  return formatNumber({ kind: numberKinds[kind], code: issuer.code, epoch: issuer.epoch_letter, counter });
}
