import type { patients as english } from '../en/patients.ts';
import type { Shape } from '../shape.ts';

export const patients: Shape<typeof english> = {};
