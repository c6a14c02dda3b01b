import { AppError } from '../../../preload/contract/errors.ts';

export const isRestricted = (error: unknown): boolean => error instanceof AppError && error.code === 'patient.restricted';
