import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../../db/schema/index.ts';
import type { OwnCertificate } from './certificate.ts';

export const sharingRow = (raw: Raw): Row<'seat_sharing'> =>
  raw.prepare("SELECT * FROM seat_sharing WHERE id = 'lan'").get() as Row<'seat_sharing'>;

/** Null until sharing was on for the first time. */
export function ownCertificate(raw: Raw): OwnCertificate | null {
  const { private_key: privateKey, certificate } = sharingRow(raw);
  return privateKey && certificate ? { privateKey: Buffer.from(privateKey), certificate: Buffer.from(certificate) } : null;
}
