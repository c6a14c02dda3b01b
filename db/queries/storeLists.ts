import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

type Cell = string | number | null;

/** Each list as rows of plain cells, in the order of its columns in main/stockReports/lists.ts; no person stands in any of them. */
const lists = {
  orders: `
    SELECT o.number, s.name, o.status, substr(o.created_at, 1, 10), o.expected_on, o.supplier_reference,
      (SELECT count(*) FROM purchase_order_line l WHERE l.order_id = o.id)
    FROM purchase_order o JOIN supplier s ON s.id = o.supplier_id ORDER BY o.created_at DESC`,
  requisitions: `
    SELECT r.number, coalesce(a.name, f.name, ''), coalesce(g.name, ''), r.status, substr(r.created_at, 1, 10), r.needed_on,
      (SELECT count(*) FROM requisition_line l WHERE l.requisition_id = r.id)
    FROM requisition r LEFT JOIN location a ON a.id = r.asking_location_id LEFT JOIN location g ON g.id = r.giving_location_id
    LEFT JOIN peer_facility f ON f.facility_id = r.peer_facility_id ORDER BY r.created_at DESC`,
  suppliers: `
    SELECT name, contact_name, phone, email, account_number, payment_terms,
      (SELECT count(DISTINCT item_id) FROM supplier_item p WHERE p.supplier_id = s.id AND p.is_listed = 1)
    FROM supplier s WHERE is_active = 1 ORDER BY sort_name`,
  receipts: `
    SELECT coalesce(r.number, ''), r.status, r.supplier_name, r.delivery_note, r.received_on,
      (SELECT count(*) FROM goods_receipt_line l WHERE l.goods_receipt_id = r.id), p.display_name
    FROM goods_receipt r JOIN practitioner p ON p.id = r.created_by ORDER BY r.received_on DESC, r.created_at DESC`,
  'stock-takes': `
    SELECT t.number, t.kind, t.status, substr(t.started_at, 1, 10), substr(t.closed_at, 1, 10),
      (SELECT count(*) FROM stock_take_line l WHERE l.stock_take_id = t.id), u.display_name
    FROM stock_take t JOIN user_account u ON u.id = t.started_by ORDER BY t.started_at DESC`,
  recalls: `
    SELECT r.number, i.name, r.class, r.status, substr(r.opened_at, 1, 10), r.reason, r.source
    FROM recall r JOIN item i ON i.id = r.item_id ORDER BY r.opened_at DESC`,
  temperatures: `
    SELECT substr(t.measured_at, 1, 16) || 'Z', l.name, t.celsius, CASE WHEN t.import_id IS NULL THEN '' ELSE 'logger' END, p.display_name, t.note
    FROM temperature_reading t JOIN location l ON l.id = t.location_id JOIN practitioner p ON p.id = t.recorded_by
    ORDER BY t.measured_at DESC LIMIT 100000`,
  blood: `
    SELECT unit_number, component, abo || CASE rhd WHEN 'neg' THEN '−' ELSE '+' END, volume_ml, expiry, status, source
    FROM blood_unit ORDER BY expiry, unit_number`,
  equipment: `
    SELECT e.asset_number, e.name, e.category, e.status, e.place, coalesce(d.name, ''), e.serial_number, e.maintained_on, e.maintenance_days
    FROM equipment e LEFT JOIN department d ON d.id = e.department_id ORDER BY e.sort_name`,
  wards: `
    SELECT p.name, i.name, m.level, coalesce((SELECT sum(on_hand) FROM stock_balance b WHERE b.item_id = i.id AND b.location_id = p.id), 0), i.unit
    FROM imprest_level m JOIN location p ON p.id = m.location_id JOIN item i ON i.id = m.item_id WHERE m.level > 0 ORDER BY p.name, i.sort_name`,
} as const;

export type StoreList = keyof typeof lists;

export function readStoreList(raw: Raw, list: StoreList): Cell[][] {
  return prepared(raw, lists[list]).raw().all() as Cell[][];
}
