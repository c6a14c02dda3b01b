import { AppError } from '../../preload/contract/errors.ts';
import type { MethodName, Output, RawInput } from '../../preload/contract/index.ts';
import type { Seat } from '../facility/context.ts';
import { dispatch } from '../facility/dispatch.ts';
import type { Host } from '../facility/host.ts';
import { newId } from '../facility/ids.ts';

export type Call = <M extends MethodName>(method: M, input: RawInput<M>) => Promise<Output<M>>;

/** Calls as a screen does: the same requests through the same dispatcher, a key for each intent. @throws AppError */
export function callerFor(host: Host, seat: Seat): Call {
  return async <M extends MethodName>(method: M, input: RawInput<M>) => {
    const envelope = await dispatch(host, seat, { id: newId(), method, input, key: newId() });
    if (envelope.ok) return envelope.value as Output<M>;
    throw new AppError(envelope.error.code, envelope.error.data);
  };
}

/** The refusal that is expected; a call that is answered is a fault. */
export async function refusalOf(answer: Promise<unknown>): Promise<AppError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('this should have been refused');
}
