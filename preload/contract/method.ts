import type { z } from 'zod';

/** `Resource.verb`; 'public' may be called before signing in, 'self' by anyone who is signed in. */
export type Permission = 'public' | 'self' | `${string}.${string}`;

type Shapes<I extends z.ZodType, O extends z.ZodType> = { permission: Permission; input: I; output: O };

/** query: reads. command: writes, once per key, in one transaction. host: acts on the facility process itself (set up, sign in, bytes), outside the transaction. */
export type MethodKind = 'query' | 'command' | 'host';
export type Method<K extends MethodKind = MethodKind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Shapes<I, O> & {
  kind: K;
};

export const query = <I extends z.ZodType, O extends z.ZodType>(shapes: Shapes<I, O>): Method<'query', I, O> => ({
  kind: 'query',
  ...shapes,
});
export const command = <I extends z.ZodType, O extends z.ZodType>(shapes: Shapes<I, O>): Method<'command', I, O> => ({
  kind: 'command',
  ...shapes,
});
export const host = <I extends z.ZodType, O extends z.ZodType>(shapes: Shapes<I, O>): Method<'host', I, O> => ({ kind: 'host', ...shapes });
