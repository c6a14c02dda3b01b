import { publish, type WriteScope } from '../../db/write.ts';
import { prepared } from '../../db/statements.ts';

type Head = { seq: number; at: string; hash: Buffer; key_id: string; signature: Buffer };

/** Where there is a hub, it witnesses the newest signed head: its number, hash and signature, and nothing else of the audit. */
export function publishAuditHead(w: WriteScope, facilityId: string): void {
  if (prepared(w.raw, 'SELECT 1 FROM hub_link').get() === undefined) return;
  const head = prepared(w.raw, 'SELECT * FROM audit_head ORDER BY seq DESC LIMIT 1').get() as Head | undefined;
  if (head === undefined) return;
  const { seq, at, hash, key_id: keyId, signature } = head;
  publish(w, 'audit.head', facilityId, { seq, hash: hash.toString('hex'), keyId, signature: signature.toString('base64'), at });
}
