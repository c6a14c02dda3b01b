import type { reports as english } from '../en/reports.ts';
import type { Shape } from '../shape.ts';

export const reports: Shape<typeof english> = {};
