import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type SentLine = {
  orderId: string;
  supplierId: string;
  sentOn: string;
  status: string;
  itemId: string;
  ordered: number;
  received: number;
  lastReceivedOn: string | null;
};

/** Every line of every order that was sent, with the day it was last delivered to; of one supplier or of all. Cancelled ones never were to come. */
export function listSentLines(raw: Raw, supplierId?: string): SentLine[] {
  return prepared(
    raw,
    `SELECT o.id AS orderId, o.supplier_id AS supplierId, o.sent_on AS sentOn, o.status, l.item_id AS itemId,
            l.packs * l.pack_size AS ordered, l.received,
            (SELECT max(r.received_on) FROM purchase_order_receipt r WHERE r.line_id = l.id AND r.quantity > 0) AS lastReceivedOn
     FROM purchase_order o JOIN purchase_order_line l ON l.order_id = o.id AND l.is_removed = 0
     WHERE o.sent_on IS NOT NULL AND o.status <> 'cancelled' AND (:supplierId IS NULL OR o.supplier_id = :supplierId)`,
  ).all({ supplierId: supplierId ?? null }) as SentLine[];
}

export type PriceLine = {
  supplierItemId: string;
  supplierId: string;
  itemId: string;
  itemName: string;
  unit: string;
  packSize: number;
  price: number;
  minimumPacks: number;
  code: string;
  validFrom: string;
};

/** Prices that hold on `day`: the newest begun of each supplier, item and pack, unless it says that they no longer have it. */
export function listPrices(raw: Raw, at: { day: string; supplierId?: string; itemId?: string }): PriceLine[] {
  return prepared(
    raw,
    `SELECT p.id AS supplierItemId, p.supplier_id AS supplierId, p.item_id AS itemId, i.name AS itemName, i.unit, p.pack_size AS packSize,
            p.price, p.minimum_packs AS minimumPacks, p.code, p.valid_from AS validFrom
     FROM supplier_item p JOIN item i ON i.id = p.item_id
     WHERE (:supplierId IS NULL OR p.supplier_id = :supplierId) AND (:itemId IS NULL OR p.item_id = :itemId)
       AND p.valid_from = (SELECT max(n.valid_from) FROM supplier_item n
                           WHERE n.supplier_id = p.supplier_id AND n.item_id = p.item_id AND n.pack_size = p.pack_size AND n.valid_from <= :day)
       AND p.is_listed = 1
     ORDER BY i.sort_name, p.pack_size`,
  ).all({ day: at.day, supplierId: at.supplierId ?? null, itemId: at.itemId ?? null }) as PriceLine[];
}

/** The price a purchase is written at: of that pack, or of whichever they have. */
export function priceFor(raw: Raw, at: { day: string; supplierId: string; itemId: string; packSize?: number }): PriceLine | undefined {
  const prices = listPrices(raw, at);
  return at.packSize === undefined ? prices[0] : prices.find(({ packSize }) => packSize === at.packSize);
}

export type SupplierLine = {
  supplierId: string;
  name: string;
  isDepot: 0 | 1;
  isActive: 0 | 1;
  phone: string;
  currency: string;
  items: number;
  open: number;
};

export function listSuppliers(raw: Raw): SupplierLine[] {
  return prepared(
    raw,
    `SELECT s.id AS supplierId, s.name, s.is_depot AS isDepot, s.is_active AS isActive, s.phone, s.currency,
            (SELECT count(DISTINCT item_id) FROM supplier_item WHERE supplier_id = s.id AND is_listed = 1) AS items,
            (SELECT count(*) FROM purchase_order WHERE supplier_id = s.id AND status NOT IN ('received', 'closed', 'cancelled')) AS open
     FROM supplier s ORDER BY s.is_active DESC, s.sort_name`,
  ).all() as SupplierLine[];
}

/** Items by their folded name and by their product, for reading a price list. */
export function listItemsToMatch(raw: Raw): { itemId: string; name: string; sortName: string; packSize: number; unit: string }[] {
  return prepared(raw, 'SELECT id AS itemId, name, sort_name AS sortName, pack_size AS packSize, unit FROM item').all() as never;
}

/** The supplier's own codes as used on earlier lists. */
export function listSupplierCodes(raw: Raw, supplierId: string): { code: string; itemId: string; packSize: number }[] {
  return prepared(
    raw,
    `SELECT DISTINCT code, item_id AS itemId, pack_size AS packSize FROM supplier_item WHERE supplier_id = ? AND code <> ''`,
  ).all(supplierId) as never;
}
