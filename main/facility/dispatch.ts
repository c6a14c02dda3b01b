import type { z } from 'zod';
import { type Input, type MethodName, contract } from '../../preload/contract/index.ts';
import { type ErrorCode, AppError, type WireError } from '../../preload/contract/errors.ts';
import type { Method } from '../../preload/contract/method.ts';
import type { Envelope, Request } from '../../preload/contract/wire.ts';
import { toStorageError } from '../../db/open.ts';
import { prepared } from '../../db/statements.ts';
import { audit } from '../../db/write.ts';
import { type Context, type Facility, inTransaction, makeContext, type Seat } from './context.ts';
import { type CommandHandler, handlers, type HostHandler, type QueryHandler } from './handlers.ts';
import type { Host } from './host.ts';
import { assertSight, veilAnswer } from '../security/assertSight.ts';
import { refreshRights } from '../security/currentRights.ts';
import { noteLook } from '../security/noteLook.ts';
import { assertSessionStands } from '../security/lockGuard.ts';
import { findOutcome, keepOutcome } from './outcomes.ts';
import { wellFormed } from './wellFormed.ts';

/** The only way in: from a window, a browser, a command or a test. */
export async function dispatch(host: Host, seat: Seat, request: Request): Promise<Envelope> {
  try {
    return { ok: true, value: await answer(host, seat, request) };
  } catch (error) {
    return { ok: false, error: toWireError(error, host, request.method) };
  }
}

/** Setting up, restoring and recovering are done at the computer that holds the data. */
const publicFromAfar: readonly string[] = ['facility.status', 'session.signIn', 'session.resume'];

async function answer(host: Host, seat: Seat, request: Request): Promise<unknown> {
  if (!Object.hasOwn(contract, request.method)) throw new AppError('ipc.unknown_method', { name: request.method.slice(0, 60) });
  const name = request.method as MethodName;
  const method: Method = contract[name];
  const handler = handlers[name];
  if (method.permission !== 'public') await assertPermitted(host.open(), seat, method.permission, name);
  else if (seat.isRemote && !publicFromAfar.includes(name)) throw new AppError('auth.forbidden', { permission: name });
  const input = parseInput(method, request.input);
  if (method.permission !== 'public') await assertSight(makeContext(host.open(), seat), name, input);
  if (method.kind === 'host') return (handler as HostHandler<MethodName>)(host, seat, input as Input<MethodName>);
  const ctx = makeContext(host.open(), seat);
  if (method.kind === 'command')
    return once(ctx, name, request.key, input as Input<MethodName>, handler as CommandHandler<MethodName, unknown>);
  const value = await (handler as QueryHandler<MethodName>)(ctx, input as Input<MethodName>);
  await noteLook(ctx, name, input);
  return veilAnswer(ctx, name, input, value);
}

/** Runs a command once per key: slow work first, then one transaction whose last row is the outcome. @throws 'ipc.key_reused', 'ipc.key_missing' */
async function once(
  ctx: Context,
  method: MethodName,
  key: string | undefined,
  input: Input<MethodName>,
  command: CommandHandler<MethodName, unknown>,
): Promise<unknown> {
  if (!key) throw new AppError('ipc.key_missing', { method });
  const call = { key, method, input };
  const before = await ctx.facility.exclusive(() => findOutcome(ctx, call));
  if (before) return veilAnswer(ctx, method, input, before.value);
  try {
    const ready = await command.prepare?.(ctx, input); // hashes, files, OCR: never inside the transaction
    return await inTransaction(ctx, async (inside) => {
      const meanwhile = findOutcome(inside, call); // the same key may have come twice while this one was prepared
      if (meanwhile) return veilAnswer(inside, method, input, meanwhile.value);
      const changes = countChanges(inside);
      const value = await command.run(inside, input, ready);
      // whoever writes past db/write.ts finds out here, not an auditor years later
      if (countChanges(inside) > changes && !inside.touched.has('audit_event')) throw new Error('rows were written without an audit line');
      const veiled = veilAnswer(inside, method, input, value);
      keepOutcome(inside, call, value, command.about?.(input, value) ?? null);
      return veiled;
    });
  } catch (error) {
    if (error instanceof AppError && command.refused) {
      ctx.touched.clear();
      await inTransaction(ctx, (inside) => command.refused?.(inside, input, error));
    }
    throw error;
  }
}

const countChanges = (ctx: Context) => prepared(ctx.raw, 'SELECT total_changes()').pluck().get() as number;

async function assertPermitted(facility: Facility, seat: Seat, permission: string, method: string): Promise<void> {
  refreshRights(facility, seat);
  assertSessionStands(facility, seat, method);
  if (!seat.user) throw new AppError('auth.signed_out');
  if (permission === 'self' || seat.user.permissions.has(permission)) return;
  await inTransaction(makeContext(facility, seat), (ctx) => audit(ctx, { action: 'deny', resource: method, resourceId: permission }));
  throw new AppError('auth.forbidden', { permission });
}

/** Of alternatives that all refuse, what the nearest one, with the fewest faults, says. */
function innermost(issue: z.core.$ZodIssue): Pick<z.core.$ZodIssue, 'path' | 'code'> {
  if (issue.code !== 'invalid_union') return issue;
  const [nearest] = issue.errors.filter((one) => one.length > 0).toSorted((a, b) => a.length - b.length);
  const inner = nearest?.[0] && innermost(nearest[0]);
  return inner ? { code: inner.code, path: [...issue.path, ...inner.path] } : issue;
}

/** Deeper than any form is: what goes through it level by level would run out of stack. */
const deepest = 64;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function parseInput(method: Method, input: unknown): unknown {
  if (isDeeper(input, deepest)) throw new AppError('ipc.invalid_input', { path: '', problem: 'too_deep' });
  const parsed = method.input.safeParse(input ?? {});
  if (parsed.success) return wellFormed(parsed.data);
  const [first] = parsed.error.issues;
  const issue = first && innermost(first);
  throw new AppError('ipc.invalid_input', { path: issue?.path.map(String).join('.') ?? '', problem: issue?.code ?? '' });
}

const byConstraint: readonly [RegExp, ErrorCode][] = [[/stock_never_negative/, 'stock.insufficient']];

/** Codes travel as data; a bug is logged whole here, with the method's name and never its input. */
function toWireError(error: unknown, host: Host, method: string): WireError {
  if (error instanceof AppError) return { code: error.code, data: error.data };
  const text = error instanceof Error ? error.message : '';
  const refused = byConstraint.find(([pattern]) => pattern.test(text));
  if (refused) return { code: refused[1], data: {} };
  if (pointsNowhere(error)) {
    host.log.warn({ method, err: error }, 'an id that nothing stands behind');
    return { code: 'not_found', data: { resource: '' } };
  }
  const storage = toStorageError(error);
  if (storage) return { code: storage.code, data: storage.data };
  host.log.error({ method, err: error }, 'a method failed');
  return { code: 'internal', data: {} };
}

/** A foreign key refused: the input names a row that is not there, or one of another kind. The transaction is undone. */
function pointsNowhere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
