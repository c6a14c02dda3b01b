/** A picture beyond these is refused before it is unpacked: 60 million pixels are four times an A4 page at 300 dots an inch, and 180 MB of memory. */
export const limits = { bytes: 50 * 1024 * 1024, pixels: 60_000_000, side: 19_000 } as const;
