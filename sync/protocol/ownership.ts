/**
 * One owner a row: a facility writes only its own. The connection (hub) or the row (facility) says who writes; this looks for a
 * key or payload that speaks for somebody else. Checked at both ends.
 */
export function speaksForAnother(facility: string, change: { kind: string; key: string }, payload: unknown): boolean {
  if ((change.kind === 'facility.profile' || change.kind === 'audit.head') && change.key !== facility) return true;
  if (typeof payload !== 'object' || payload === null || !('facility' in payload)) return false;
  return payload.facility !== facility;
}
