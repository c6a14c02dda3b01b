import type { safety as english } from '../en/safety.ts';
import type { Shape } from '../shape.ts';

export const safety: Shape<typeof english> = {};
