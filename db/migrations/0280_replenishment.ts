import type { Migration } from './migration.ts';

const used = `('dispense', 'ward-issue')`;

/** The same sums as the triggers keep, from the ledger; `which` limits it to some items. */
const refill = (which: string) => `
  INSERT INTO item_day (item_id, day, issued, unmet, usable)
  SELECT item_id, day, sum(issued), sum(unmet), sum(sum(change)) OVER (PARTITION BY item_id ORDER BY day)
  FROM (
    SELECT m.item_id AS item_id, m.local_date AS day, CASE WHEN m.reason IN ${used} THEN -m.quantity ELSE 0 END AS issued, 0 AS unmet,
           CASE WHEN p.is_dispensable = 1 AND (l.expiry IS NULL OR l.expiry >= m.local_date) THEN m.quantity ELSE 0 END AS change
    FROM stock_movement m JOIN lot l ON l.id = m.lot_id JOIN location p ON p.id = m.location_id WHERE m.item_id ${which}
    UNION ALL
    SELECT m.item_id, date(l.expiry, '+1 day'), 0, 0, -m.quantity
    FROM stock_movement m JOIN lot l ON l.id = m.lot_id JOIN location p ON p.id = m.location_id
    WHERE m.item_id ${which} AND p.is_dispensable = 1 AND l.expiry >= m.local_date AND l.expiry < '9999-12-31'
    UNION ALL
    SELECT m.item_id, o.local_date, -m.quantity, 0, 0
    FROM stock_movement m JOIN stock_movement o ON o.id = m.reverses_id WHERE m.item_id ${which} AND o.reason IN ${used}
    UNION ALL
    SELECT item_id, local_date, 0, max(0, max(asked) - sum(given)), 0
    FROM demand_event WHERE item_id ${which} GROUP BY item_id, local_date, coalesce(ask, id)
  )
  GROUP BY item_id, day`;

/** A day's row begins with what was usable on the day before it. */
const beginDay = (item: string, day: string, condition = 'true') => `
  INSERT INTO item_day (item_id, day, usable)
  SELECT ${item}, ${day}, coalesce((SELECT usable FROM item_day WHERE item_id = ${item} AND day < ${day} ORDER BY day DESC LIMIT 1), 0)
  WHERE ${condition} ON CONFLICT DO NOTHING;`;

const expiry = `(SELECT expiry FROM lot WHERE id = NEW.lot_id)`;
const isDispensable = `(SELECT is_dispensable FROM location WHERE id = NEW.location_id) = 1`;
const unmetOfAsk = `SELECT max(0, coalesce(max(asked), 0) - coalesce(sum(given), 0)) FROM demand_event WHERE ask = NEW.ask AND item_id = NEW.item_id AND local_date = NEW.local_date`;

/** What was used, asked in vain and left on each day: consumption and days without stock are read here, not from a million movements. */
export const replenishment: Migration = {
  version: 280,
  name: 'replenishment',
  up: (db) =>
    db.exec(`
    -- One need that was typed more than once on a day (refused, then a smaller quantity) is one ask. A hash: leads to nobody.
    ALTER TABLE demand_event ADD COLUMN ask TEXT;
    CREATE INDEX demand_event_by_ask ON demand_event (ask) WHERE ask IS NOT NULL;

    -- Derived from stock_movement and demand_event; a day on which nothing changed has no row. Dispensing units.
    CREATE TABLE item_day (
      item_id TEXT NOT NULL REFERENCES item (id),
      day TEXT NOT NULL, -- the facility's calendar day
      issued INTEGER NOT NULL DEFAULT 0, -- dispensed or used up by a ward, less what was taken back, on the day of the issue
      unmet INTEGER NOT NULL DEFAULT 0, -- asked and not given
      usable INTEGER NOT NULL, -- at the day's end: in places that hand out, in lots not yet expired
      PRIMARY KEY (item_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_day_without ON item_day (item_id, day, issued) WHERE usable <= 0;
    ${refill('IS NOT NULL')};

    -- A movement counts from its day through the last day of its lot, however late it was written down.
    CREATE TRIGGER item_day_moved AFTER INSERT ON stock_movement BEGIN
      ${beginDay('NEW.item_id', 'NEW.local_date')}
      ${beginDay('NEW.item_id', `date(${expiry}, '+1 day')`, `${isDispensable} AND ${expiry} >= NEW.local_date AND ${expiry} < '9999-12-31'`)}
      UPDATE item_day SET usable = usable + NEW.quantity
        WHERE item_id = NEW.item_id AND day BETWEEN NEW.local_date AND coalesce(${expiry}, '9999-12-31') AND ${isDispensable};
      UPDATE item_day SET issued = issued - NEW.quantity
        WHERE item_id = NEW.item_id AND day = NEW.local_date AND NEW.reason IN ${used};
      UPDATE item_day SET issued = issued - NEW.quantity
        WHERE NEW.reverses_id IS NOT NULL AND item_id = NEW.item_id
          AND day = (SELECT local_date FROM stock_movement WHERE id = NEW.reverses_id AND reason IN ${used});
    END;
    CREATE TRIGGER item_day_asked AFTER INSERT ON demand_event WHEN NEW.item_id IS NOT NULL BEGIN
      ${beginDay('NEW.item_id', 'NEW.local_date')}
      UPDATE item_day SET unmet = unmet +
          CASE WHEN NEW.ask IS NULL THEN NEW.asked - NEW.given ELSE (${unmetOfAsk}) - (${unmetOfAsk} AND id <> NEW.id) END
        WHERE item_id = NEW.item_id AND day = NEW.local_date;
    END;
    CREATE TRIGGER item_day_expiry AFTER UPDATE OF expiry ON lot WHEN OLD.expiry IS NOT NEW.expiry BEGIN
      DELETE FROM item_day WHERE item_id = NEW.item_id;
      ${refill('= NEW.item_id')};
    END;
    CREATE TRIGGER item_day_place AFTER UPDATE OF is_dispensable ON location WHEN OLD.is_dispensable <> NEW.is_dispensable BEGIN
      DELETE FROM item_day WHERE item_id IN (SELECT item_id FROM stock_balance WHERE location_id = NEW.id);
      ${refill('IN (SELECT item_id FROM stock_balance WHERE location_id = NEW.id)')};
    END;

    CREATE TABLE replenishment_setting (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT replenishment_setting_is_one CHECK (id = 'facility'),
      consumption_months INTEGER NOT NULL DEFAULT 3 CONSTRAINT replenishment_setting_months CHECK (consumption_months IN (3, 6, 12)),
      lead_time_days INTEGER NOT NULL DEFAULT 14 CONSTRAINT replenishment_setting_lead_time CHECK (lead_time_days BETWEEN 0 AND 730),
      review_days INTEGER NOT NULL DEFAULT 30 CONSTRAINT replenishment_setting_review CHECK (review_days BETWEEN 1 AND 365), -- between two orders
      service_level INTEGER NOT NULL DEFAULT 950 CONSTRAINT replenishment_setting_service CHECK (service_level IN (800, 850, 900, 950, 975, 990)), -- per mille
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO replenishment_setting (id) VALUES ('facility');`),
};
