let context: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, number>();

/** Pixels that a table's text takes (13 px): a medicine's name is never cut, so its column is as wide as its longest name. */
export function textWidth(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  context ??= document.createElement('canvas').getContext?.('2d') ?? null;
  if (context) context.font = "13px 'Noto Sans', system-ui, sans-serif";
  const width = Math.ceil(context?.measureText(text).width ?? text.length * 7.2);
  known.set(text, width);
  return width;
}

/** A grid track that fits the longest of these texts, and grows. */
export function trackFor(texts: readonly string[], more = 40, least = 200): string {
  const widest = texts.reduce((longest, text) => Math.max(longest, textWidth(text)), least);
  return `minmax(${widest + more}px, 1fr)`;
}
