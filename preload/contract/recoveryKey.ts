/**
 * The recovery key as people read and type it: seven groups of four signs, 128 random bits and 12 check bits in base32 (Crockford's signs,
 * as in readable numbers). O is read as 0, I and L as 1; case, spaces and hyphens do not matter.
 */
export const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const recoveryGroups = 7;

/** What was typed, as it would be printed: without spaces and hyphens, and no sign that is never printed. */
export function typedSigns(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
