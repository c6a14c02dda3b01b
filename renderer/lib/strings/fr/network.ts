import type { network as english } from '../en/network.ts';
import type { Shape } from '../shape.ts';

export const network: Shape<typeof english> = {};
