import type { inventory as english } from '../en/inventory.ts';
import type { Shape } from '../shape.ts';

export const inventory: Shape<typeof english> = {};
