import type { allergies as english } from '../en/allergies.ts';
import type { Shape } from '../shape.ts';

export const allergies: Shape<typeof english> = {};
