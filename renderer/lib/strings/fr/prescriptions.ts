import type { prescriptions as english } from '../en/prescriptions.ts';
import type { Shape } from '../shape.ts';

export const prescriptions: Shape<typeof english> = {};
