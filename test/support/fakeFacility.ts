import type { ErrorCode, ErrorData } from '../../preload/contract/errors.ts';
import type { FromFacility, Request } from '../../preload/contract/wire.ts';
import type { Connector, TransportListener } from '../../renderer/lib/transport.ts';

/** The far end of a window's connection, by hand: the test opens and closes it, and answers what was received. */
export function fakeFacility() {
  let listener: TransportListener | null = null;
  const received: Request[] = [];
  const answered = new Set<string>();

  const connect: Connector = (given) => {
    listener = given;
    return () => {
      listener = null;
    };
  };
  const waiting = (method: string) => {
    const request = received.findLast((one) => one.method === method && !answered.has(one.id));
    if (!request) throw new Error(`no unanswered ${method} was received`);
    answered.add(request.id);
    return request.id;
  };
  const say = (message: FromFacility) => listener?.onMessage(message);
  return {
    connect,
    received,
    say,
    open: () => listener?.onOpen({ send: (request) => void received.push(request), close: () => undefined }),
    close: () => listener?.onClose(),
    answer: (method: string, value: unknown) => say({ t: 'answer', id: waiting(method), ok: true, value }),
    refuse: (method: string, code: ErrorCode, data: ErrorData = {}) =>
      say({ t: 'answer', id: waiting(method), ok: false, error: { code, data } }),
  };
}
