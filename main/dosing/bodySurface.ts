/** m2. Source: Mosteller RD, N Engl J Med 1987;317:1098: the square root of height in cm x weight in kg / 3600. */
export function bodySurface(heightCm: number, weightKg: number): number {
  return Math.sqrt((heightCm * weightKg) / 3600);
}
