import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import type { ReplenishmentSettings } from '../../preload/contract/replenishment.ts';

export function readSettings(raw: Raw): ReplenishmentSettings {
  const sql = `SELECT consumption_months AS consumptionMonths, lead_time_days AS leadTimeDays, review_days AS reviewDays,
                 service_level AS serviceLevel, version FROM replenishment_setting`;
  return prepared(raw, sql).get() as ReplenishmentSettings;
}
