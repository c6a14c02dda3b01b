import { writeSync } from 'node:fs';

/** A disk that is nearly full takes a part and says so only by the number: the rest is tried until it is written or refused. @throws ENOSPC */
export function writeFully(file: number, bytes: Uint8Array, position: number | null = null): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(file, bytes, done, bytes.length - done, position === null ? null : position + done);
}
