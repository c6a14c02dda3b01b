import type { Row } from '../../db/schema/index.ts';
import { prepared } from '../../db/statements.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';

/** @throws 'not_found' */
export function lotNamed(ctx: Pick<Context, 'raw'>, lotId: string): Row<'lot'> {
  const lot = prepared(ctx.raw, 'SELECT * FROM lot WHERE id = ?').get(lotId) as Row<'lot'> | undefined;
  if (!lot) throw new AppError('not_found', { resource: 'lot' });
  return lot;
}

/** A place where something may be put. @throws 'not_found', 'stock.place_closed' */
export function placeInUse(ctx: Pick<Context, 'raw'>, locationId: string): Row<'location'> {
  const place = prepared(ctx.raw, 'SELECT * FROM location WHERE id = ?').get(locationId) as Row<'location'> | undefined;
  if (!place) throw new AppError('not_found', { resource: 'location' });
  if (place.is_active === 0) throw new AppError('stock.place_closed');
  return place;
}
