import type { Migration } from './migration.ts';

const used = `('dispense', 'ward-issue')`;

/** The same sums as the triggers keep, from the ledger; `which` limits it to some items. */
const refill = (which: string) => `
  INSERT INTO item_day (item_id, day, issued, unmet, usable, next_day)
  SELECT item_id, day, sum(issued), sum(unmet), sum(sum(change)) OVER (PARTITION BY item_id ORDER BY day),
         lead(day, 1, '9999-12-31') OVER (PARTITION BY item_id ORDER BY day)
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

/** A day's row begins with what was usable on the day before it, and stands between its neighbours. */
const beginDay = (item: string, day: string, condition = 'true') => `
  INSERT INTO item_day (item_id, day, usable, next_day)
  SELECT ${item}, ${day}, coalesce((SELECT usable FROM item_day WHERE item_id = ${item} AND day < ${day} ORDER BY day DESC LIMIT 1), 0),
         coalesce((SELECT min(day) FROM item_day WHERE item_id = ${item} AND day > ${day}), '9999-12-31')
  WHERE ${condition} ON CONFLICT DO NOTHING;
  UPDATE item_day SET next_day = ${day}
    WHERE item_id = ${item} AND day = (SELECT max(day) FROM item_day WHERE item_id = ${item} AND day < ${day}) AND next_day > ${day} AND ${condition};`;

const expiry = `(SELECT expiry FROM lot WHERE id = NEW.lot_id)`;
const isDispensable = `(SELECT is_dispensable FROM location WHERE id = NEW.location_id) = 1`;
const unmetOfAsk = `SELECT max(0, coalesce(max(asked), 0) - coalesce(sum(given), 0)) FROM demand_event WHERE ask = NEW.ask AND item_id = NEW.item_id AND local_date = NEW.local_date`;

/** On a day without stock nothing asked counts: the day itself is left out of the average. */
const counted = (row: 'OLD' | 'NEW') => `CASE WHEN ${row}.usable <= 0 AND ${row}.issued <= 0 THEN 0 ELSE ${row}.unmet END`;
const addToMonth = (issued: string, unmet: string, row: 'OLD' | 'NEW' = 'NEW') => `
  INSERT INTO item_month (month, item_id, issued, unmet) VALUES (substr(${row}.day, 1, 7), ${row}.item_id, ${issued}, ${unmet})
  ON CONFLICT (month, item_id) DO UPDATE SET issued = issued + excluded.issued, unmet = unmet + excluded.unmet;`;

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
      usable INTEGER NOT NULL, -- at the day's end and until next_day: in places that hand out, in lots not yet expired
      next_day TEXT NOT NULL, -- with a row of this item; 9999-12-31 = none
      PRIMARY KEY (item_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_day_without ON item_day (next_day, day, item_id, issued) WHERE usable <= 0;

    -- The sums of item_day, side by side for all items: a list of thousands is read from here.
    CREATE TABLE item_month (
      month TEXT NOT NULL, -- YYYY-MM
      item_id TEXT NOT NULL REFERENCES item (id),
      issued INTEGER NOT NULL,
      unmet INTEGER NOT NULL, -- of days with stock only
      PRIMARY KEY (month, item_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER item_month_added AFTER INSERT ON item_day WHEN NEW.issued <> 0 OR NEW.unmet <> 0 BEGIN
      ${addToMonth('NEW.issued', counted('NEW'))}
    END;
    CREATE TRIGGER item_month_changed AFTER UPDATE OF issued, unmet, usable ON item_day
      WHEN OLD.issued <> NEW.issued OR ${counted('OLD')} <> ${counted('NEW')} BEGIN
      ${addToMonth('NEW.issued - OLD.issued', `${counted('NEW')} - ${counted('OLD')}`)}
    END;
    CREATE TRIGGER item_month_taken AFTER DELETE ON item_day WHEN OLD.issued <> 0 OR OLD.unmet <> 0 BEGIN
      ${addToMonth('-OLD.issued', `-${counted('OLD')}`, 'OLD')}
    END;
    ${refill('IS NOT NULL')};

    -- An item is counted from its first movement.
    CREATE TABLE item_start (
      item_id TEXT NOT NULL PRIMARY KEY REFERENCES item (id),
      first_day TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO item_start SELECT item_id, min(local_date) FROM stock_movement GROUP BY item_id;

    -- A movement counts from its day through the last day of its lot, however late it was written down.
    CREATE TRIGGER item_day_moved AFTER INSERT ON stock_movement BEGIN
      INSERT INTO item_start VALUES (NEW.item_id, NEW.local_date)
        ON CONFLICT (item_id) DO UPDATE SET first_day = excluded.first_day WHERE excluded.first_day < first_day;
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
