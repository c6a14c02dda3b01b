import type { encounters as english } from '../en/encounters.ts';
import type { Shape } from '../shape.ts';

export const encounters: Shape<typeof english> = {};
