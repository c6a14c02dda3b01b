export type Step = { at: number; balance: number };

/** An SVG path that holds each balance until the next movement, inside `width` x `height`; the last one until `until`. */
export function stepPath(steps: readonly Step[], until: number, most: number, size: { width: number; height: number }): string {
  const first = steps[0];
  if (!first) return '';
  const { x, y } = scales(first.at, until, most, size);
  const moves = steps.map((step, index) => (index === 0 ? `M${x(step.at)} ${y(step.balance)}` : `H${x(step.at)}V${y(step.balance)}`));
  return `${moves.join('')}H${x(until)}`;
}

/** Time and balance as pixels, one decimal: 0 is the bottom, `most` the top. */
export function scales(from: number, until: number, most: number, { width, height }: { width: number; height: number }) {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: (at: number) => round(until <= from ? width : ((at - from) / (until - from)) * width),
    y: (balance: number) => round(height - (most <= 0 ? 0 : (balance / most) * height)),
  };
}
