import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type OrderRecord = {
  orderId: string;
  version: number;
  number: string;
  supplierId: string;
  supplierName: string;
  supplierEmail: string;
  status: string;
  currency: string;
  expectedOn: string | null;
  supplierReference: string;
  tracking: string;
  note: string;
  createdAt: string;
  createdBy: string;
  createdByName: string;
  approvedByName: string | null;
  isSelfApproved: 0 | 1;
  sentAt: string | null;
  lines: number;
  /** minor units; null = a price is missing */
  total: number | null;
  ordered: number;
  received: number;
};

const orderSql = `
  SELECT o.id AS orderId, o.version, o.number, o.supplier_id AS supplierId, s.name AS supplierName, s.email AS supplierEmail, o.status, o.currency,
         coalesce(o.expected_on, (SELECT min(l.expected_on) FROM purchase_order_line l WHERE l.order_id = o.id AND l.is_removed = 0)) AS expectedOn,
         o.supplier_reference AS supplierReference, o.tracking, o.note, o.created_at AS createdAt, o.created_by AS createdBy,
         coalesce(c.display_name, '') AS createdByName, a.display_name AS approvedByName, o.is_self_approved AS isSelfApproved, o.sent_at AS sentAt,
         (SELECT count(*) FROM purchase_order_line l WHERE l.order_id = o.id AND l.is_removed = 0) AS lines,
         (SELECT CASE WHEN count(l.price) = count(*) THEN sum(l.price * l.packs) END FROM purchase_order_line l WHERE l.order_id = o.id AND l.is_removed = 0) AS total,
         (SELECT sum(l.packs * l.pack_size) FROM purchase_order_line l WHERE l.order_id = o.id AND l.is_removed = 0) AS ordered,
         (SELECT sum(min(l.received, l.packs * l.pack_size)) FROM purchase_order_line l WHERE l.order_id = o.id AND l.is_removed = 0) AS received
  FROM purchase_order o JOIN supplier s ON s.id = o.supplier_id
  LEFT JOIN practitioner c ON c.id = o.created_by LEFT JOIN practitioner a ON a.id = o.approved_by`;

export function findOrder(raw: Raw, orderId: string): OrderRecord | undefined {
  return prepared(raw, `${orderSql} WHERE o.id = ?`).get(orderId) as OrderRecord | undefined;
}

/** Newest first. */
export function listOrders(raw: Raw, supplierId?: string): OrderRecord[] {
  return prepared(raw, `${orderSql} WHERE :supplierId IS NULL OR o.supplier_id = :supplierId ORDER BY o.created_at DESC, o.id DESC`).all({
    supplierId: supplierId ?? null,
  }) as OrderRecord[];
}

export type OrderLineRecord = {
  lineId: string;
  itemId: string;
  itemName: string;
  unit: string;
  packSize: number;
  packs: number;
  confirmedPacks: number | null;
  price: number | null;
  code: string;
  why: string;
  expectedOn: string | null;
  received: number;
};

export function listOrderLines(raw: Raw, orderId: string): OrderLineRecord[] {
  return prepared(
    raw,
    `SELECT l.id AS lineId, l.item_id AS itemId, i.name AS itemName, i.unit, l.pack_size AS packSize, l.packs, l.confirmed_packs AS confirmedPacks,
            l.price, l.code, l.why, l.expected_on AS expectedOn, l.received
     FROM purchase_order_line l JOIN item i ON i.id = l.item_id
     WHERE l.order_id = ? AND l.is_removed = 0 ORDER BY l.position, l.id`,
  ).all(orderId) as OrderLineRecord[];
}

export function listOrderEvents(raw: Raw, orderId: string): { event: string; at: string; byName: string; note: string }[] {
  return prepared(
    raw,
    `SELECT e.event, e.at, coalesce(p.display_name, '') AS byName, e.note
     FROM purchase_order_event e LEFT JOIN practitioner p ON p.id = e.by WHERE e.order_id = ? ORDER BY e.at, e.id`,
  ).all(orderId) as never;
}

/** Whether anybody else who may sign in here holds the permission. */
export function somebodyElseMay(raw: Raw, permission: string, userId: string): boolean {
  return (
    prepared(
      raw,
      `SELECT 1 FROM user_account u JOIN user_role r ON r.user_id = u.id JOIN role_permission p ON p.role_code = r.role_code
       WHERE p.permission = ? AND u.id <> ? AND u.is_active = 1 LIMIT 1`,
    ).get(permission, userId) !== undefined
  );
}
