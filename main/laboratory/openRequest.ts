import { findServiceRequest } from '../../db/queries/laboratory.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';

/** @throws 'not_found', 'laboratory.closed' when every result is there, or it was called off */
export async function openRequest(ctx: Context, serviceRequestId: string): Promise<Row<'service_request'>> {
  const request = await findServiceRequest(ctx.db, serviceRequestId);
  if (!request) throw new AppError('not_found', { resource: 'ServiceRequest' });
  if (request.status !== 'active') throw new AppError('laboratory.closed');
  return request;
}
