import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';

/** As the item's column holds it; null where there is no such item. */
export function productOf(raw: Raw, itemId: string): string | null {
  return (prepared(raw, 'SELECT product FROM item WHERE id = ?').pluck().get(itemId) as string | undefined) ?? null;
}
