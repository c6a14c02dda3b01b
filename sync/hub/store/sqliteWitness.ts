import type { Database as SqliteFile } from 'better-sqlite3';
import type { WitnessedHead } from '../../protocol/messages.ts';
import { dayMs, daysWitnessed, newestWitnessed } from './store.ts';
import type { AuditHead } from './store.ts';

/** The heads of facilities' audits. */
export function witnessOf(file: SqliteFile) {
  const newest = file.prepare<[number, string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_witness WHERE facility_no = ? AND epoch = ? ORDER BY seq DESC LIMIT 1',
  );
  const insert = file.prepare('INSERT INTO audit_witness (facility_no, epoch, seq, hash, payload, kept_at) VALUES (?, ?, ?, ?, ?, ?)');
  const isLastOfDay = `NOT EXISTS (SELECT 1 FROM audit_witness AS later WHERE later.facility_no = w.facility_no AND later.epoch = w.epoch
    AND later.seq > w.seq AND substr(later.kept_at, 1, 10) = substr(w.kept_at, 1, 10))`;
  const thin = file.prepare(`DELETE FROM audit_witness AS w WHERE facility_no = ? AND epoch = ? AND kept_at < ? AND NOT (${isLastOfDay})`);
  const ofFacility = 'SELECT w.* FROM audit_witness AS w JOIN facility AS f ON f.no = w.facility_no WHERE f.id = @facility';
  const read = file.prepare<[{ facility: string }], WitnessedHead>(
    `SELECT epoch, seq, hash, kept_at AS at FROM (SELECT * FROM (${ofFacility} ORDER BY w.kept_at DESC, w.seq DESC LIMIT ${newestWitnessed})
       UNION SELECT * FROM (${ofFacility} AND ${isLastOfDay} ORDER BY w.kept_at DESC LIMIT ${daysWitnessed})) ORDER BY kept_at, seq`,
  );
  return {
    /** False when the head contradicts what was witnessed: a chain only grows. */
    keep(no: number, epoch: string, head: AuditHead, payload: string, at: string): boolean {
      const last = newest.get(no, epoch);
      if (last !== undefined && last.seq >= head.seq) return last.seq === head.seq && last.hash === head.hash;
      insert.run(no, epoch, head.seq, head.hash, payload, at);
      const isNextThousand = Math.floor(head.seq / 1000) > Math.floor((last?.seq ?? 0) / 1000);
      if (isNextThousand) thin.run(no, epoch, new Date(Date.parse(at) - 2 * dayMs).toISOString());
      return true;
    },
    read: (facility: string): WitnessedHead[] => read.all({ facility }),
  };
}
