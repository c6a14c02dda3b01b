/** Which seats have a line to this process now; a seat may have several (tabs of one browser). */
export class Presence {
  readonly #lines = new Map<string, number>();

  /** @returns how to leave */
  enter(seatId: string): () => void {
    this.#lines.set(seatId, (this.#lines.get(seatId) ?? 0) + 1);
    return () => {
      const left = (this.#lines.get(seatId) ?? 0) - 1;
      if (left > 0) this.#lines.set(seatId, left);
      else this.#lines.delete(seatId);
    };
  }

  has(seatId: string): boolean {
    return this.#lines.has(seatId);
  }
}
