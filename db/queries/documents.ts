import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

/** The oldest picture in a chart that no machine has looked at yet. */
export function nextUnreadDocument(raw: Raw): { id: string; patientId: string; blobId: string } | undefined {
  return prepared(
    raw,
    `SELECT d.id, d.patient_id AS patientId, d.blob_id AS blobId FROM document_reference d JOIN blob b ON b.id = d.blob_id
     WHERE d.status = 'current' AND b.media_type LIKE 'image/%' AND NOT EXISTS (SELECT 1 FROM document_text t WHERE t.id = d.id)
     ORDER BY d.created_at LIMIT 1`,
  ).get() as { id: string; patientId: string; blobId: string } | undefined;
}

/** Derived from the document's picture, so it has no audit line of its own. Nothing is kept of a document that was erased meanwhile. */
export function keepDocumentText(raw: Raw, row: Row<'document_text'>): void {
  prepared(
    raw,
    `INSERT INTO document_text (id, patient_id, text, read_at)
     SELECT :id, :patient_id, :text, :read_at WHERE EXISTS (SELECT 1 FROM document_reference WHERE id = :id)`,
  ).run(row);
}
