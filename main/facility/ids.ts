import { v7 } from 'uuid';

/** Sorted by time of making, so rows of one day lie together on a slow disk. */
export function newId(): string {
  return v7();
}
