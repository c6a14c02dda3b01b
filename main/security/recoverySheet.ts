import type { Output } from '../../preload/contract/index.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { Facility } from '../facility/context.ts';
import { auditPublicKeyOf } from './auditKey.ts';
import { renewRecoveryKey } from './recoveryWrap.ts';

/** A new recovery key and its sheet. */
export async function newRecoverySheet(facility: Facility, databaseKey: Uint8Array): Promise<Output<'recovery.renew'>> {
  return recoverySheetOf(facility, renewRecoveryKey(facility.dataDir, databaseKey, facility.now()));
}

/** Printed from memory: the key is written nowhere, answered once and forgotten. */
export async function recoverySheetOf(
  facility: Pick<Facility, 'self' | 'dataDir' | 'now'>,
  groups: string[],
): Promise<Output<'recovery.renew'>> {
  const { name, code, phone, locale, time_zone: timeZone } = facility.self;
  const input = {
    facility: { name, code, lines: phone === '' ? [] : [phone] },
    groups,
    auditPublicKey: auditPublicKeyOf(facility.dataDir),
    printed: { at: facility.now(), timeZone },
  };
  const pdf = await makePdf('recoverySheet', input, { locale: locale === 'fr' ? 'fr' : 'en' });
  return { groups, pdfBase64: pdf.toString('base64'), fileName: `MedVault ${code}.pdf` };
}
