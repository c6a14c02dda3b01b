/** Where a key takes the active row; null where the key is not about moving. */
export function nextRow(key: string, from: number, count: number, page: number): number | null {
  const last = Math.max(0, count - 1);
  const target: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: last,
  };
  const wanted = target[key];
  return wanted === undefined ? null : Math.min(last, Math.max(0, wanted));
}

/** The row whose words begin with what was typed: on repeat of one letter the next one, else staying on a row that still fits. */
export function findByTyping(texts: readonly string[], typed: string, from: number): number | null {
  const wanted = plain(typed);
  if (wanted === '') return null;
  const isOneLetter = new Set(wanted).size === 1 && wanted.length > 1;
  const start = isOneLetter ? from + 1 : wanted.length === 1 ? from + 1 : from;
  const prefix = isOneLetter && !texts.some((text) => plain(text).startsWith(wanted)) ? wanted.charAt(0) : wanted;
  for (let step = 0; step < texts.length; step += 1) {
    const index = (start + step) % texts.length;
    if (plain(texts[index] ?? '').startsWith(prefix)) return index;
  }
  return null;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
