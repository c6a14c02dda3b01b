import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** @throws 'prescription.not_active' { status }, 'prescription.quantity_exceeded' { owed } */
export function assertDispensable(
  request: Pick<RequestLine, 'status' | 'valid_until' | 'quantity' | 'dispensed'>,
  quantity: number,
  today: string,
): void {
  if (request.status !== 'active') throw new AppError('prescription.not_active', { status: request.status });
  if (request.valid_until < today) throw new AppError('prescription.not_active', { status: 'out of date' });
  const owed = owedOf(request);
  if (quantity > owed) throw new AppError('prescription.quantity_exceeded', { owed });
}

export const owedOf = (request: Pick<RequestLine, 'quantity' | 'dispensed'>): number => request.quantity - (request.dispensed ?? 0);
