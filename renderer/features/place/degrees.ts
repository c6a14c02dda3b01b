/** Typed degrees; null = left empty, undefined = not a place on earth. */
export function parseDegrees(text: string, limit: 90 | 180): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Math.abs(value) <= limit ? value : undefined;
}

/** What is copied from a telephone or a web map, both numbers at once: "7.35, -1.94". Undefined when it is no pair. */
export function splitPair(text: string): { latitude: string; longitude: string } | undefined {
  const [, latitude, longitude] = /^\s*([+-]?\d+\.\d+)\s*[,; ]\s*([+-]?\d+\.\d+)\s*$/.exec(text) ?? [];
  return latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined;
}
