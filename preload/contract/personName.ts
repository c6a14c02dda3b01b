/** Family name first, the order of the register and of every list: "Abdi, Apio". One of the two may be missing. */
export function personName(familyName: string, givenNames: string): string {
  return [familyName.trim(), givenNames.trim()].filter((name) => name !== '').join(', ');
}
