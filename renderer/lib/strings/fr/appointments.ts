import type { appointments as english } from '../en/appointments.ts';
import type { Shape } from '../shape.ts';

export const appointments: Shape<typeof english> = {};
