/** packs and units as somebody says them: "3p", "3 packs", "3b" (boîtes) */
const packWord = '(?:p|pk|packs?|b|box(?:es)?|boites?)';
const withPacks = new RegExp(`^(\\d+)(?:\\s*${packWord}\\s*\\+?\\s*|\\s*\\+\\s*)(\\d+)?$`);
const most = 10_000_000;

/** "94" units, "3+4" or "3p 4" packs and loose units, "3p" packs. @returns dispensing units; null where it is no quantity */
export function parseCount(typed: string, packSize: number): number | null {
  const text = typed
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/(?<=\d)[\s\u00A0\u202F](?=\d{3}\b)/g, '')
    .trim();
  if (/^\d+$/.test(text)) return within(Number(text));
  const found = withPacks.exec(text);
  if (!found || (text.endsWith('+') && found[2] === undefined)) return null;
  return within(Number(found[1]) * packSize + Number(found[2] ?? 0));
}

const within = (units: number): number | null => (Number.isSafeInteger(units) && units <= most ? units : null);

/** 94 of packs of 30: 3 packs and 4. */
export function inPacks(units: number, packSize: number): { packs: number; loose: number } {
  return { packs: Math.floor(units / packSize), loose: units % packSize };
}
