import { readPublicKeys } from '../../db/queries/prescriptionSeals.ts';
import { publish, type WriteScope } from '../../db/write.ts';

type Profile = { id: string; name: string; code: string; type: string; latitude: number | null; longitude: number | null; phone: string };

/** Who and where this facility is, for its neighbours. */
export function publishProfile(w: WriteScope, { id, name, code, type, latitude, longitude, phone }: Profile & { timeZone?: string }): void {
  const prescriptionKeys = readPublicKeys(w.raw);
  publish(w, 'facility.profile', id, { name, code, type, latitude, longitude, phone: phone === '' ? null : phone, prescriptionKeys });
}
