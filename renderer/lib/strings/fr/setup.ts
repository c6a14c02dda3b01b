import type { setup as english } from '../en/setup.ts';
import type { Shape } from '../shape.ts';

export const setup: Shape<typeof english> = {};
