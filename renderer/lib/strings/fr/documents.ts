import type { documents as english } from '../en/documents.ts';
import type { Shape } from '../shape.ts';

export const documents: Shape<typeof english> = {};
