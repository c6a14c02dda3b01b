import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../preload/contract/errors.ts';
import { networkOfRequest } from './caller.ts';
import type { Proxy } from './caller.ts';
import { newEnrolmentCode } from './enrol.ts';
import type { Hub } from './hub.ts';
import { announceKey, changeKey } from './keys.ts';
import { findAsker, isForUs, isOwnOrigin, readJson, setCookie } from './operatorHttp.ts';
import type { Around } from './operatorHttp.ts';
import type { OperatorDesk } from './operators.ts';
import { StoreUnavailable } from './store/store.ts';
import type { FacilityRecord, HistoryAsked, HistoryRow, KeptRow } from './store/store.ts';

export type FacilitySummary = Omit<FacilityRecord, 'publicKey' | 'highestNumber'> & { isOnline: boolean };

/** What operators ask of a hub; the HTTP routes and the command line both call it. */
export function createDesk(hub: Hub) {
  const { store } = hub;
  return {
    async createEnrolmentCode(replaces: string | null = null): Promise<{ code: string; expiresAt: string }> {
      const { text, stored } = newEnrolmentCode((await store.identity()).publicKey, hub.now(), replaces);
      await store.addCode(stored);
      return { code: text, expiresAt: stored.expiresAt };
    },
    async facilities(): Promise<FacilitySummary[]> {
      const records = await store.listFacilities();
      return records.map(({ publicKey: _, highestNumber: __, ...shown }) => {
        const isHere = hub.delivery.isOnline(shown.id);
        const isElsewhere = shown.node !== null && shown.node !== hub.node;
        return { ...shown, isOnline: isHere || isElsewhere };
      });
    },
    history: (asked: HistoryAsked): Promise<readonly HistoryRow[]> => store.history(asked),
    rows: (kind: string): Promise<readonly KeptRow[]> => store.rowsOfKind(kind),
    counts: async () => ({ ...(await store.counts()), online: hub.delivery.online() }),
    async revoke(facility: string): Promise<boolean> {
      const done = await store.revoke(facility, hub.now());
      hub.delivery.close(facility, 'hub.revoked');
      return done;
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;

export type AnswerHttp = (around: HttpAround) => (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type HttpAround = Around & {
  proxy: Proxy;
  /** of the hub's own certificate; null when it has none */
  certificateUntil: () => string | null;
};

/** `/healthz` lives, `/readyz` can store, `/metrics` counts; everything under `/admin/` needs an operator's session, or the machine's own token. */
export function answerHttp(hub: Hub, desk: Desk, operators: OperatorDesk, machineToken: string): AnswerHttp {
  return (around) => {
    const admin = answerAdmin(hub, desk, operators, machineToken, around);
    return async (request, response) => {
      const json = (status: number, value: unknown) => end(response, status, 'application/json', `${JSON.stringify(value)}\n`);
      try {
        const url = new URL(request.url ?? '/', 'http://hub');
        const route = `${request.method} ${url.pathname}`;
        if (route === 'GET /healthz') return end(response, 200, 'text/plain', 'ok\n');
        if (route === 'GET /readyz') {
          if (hub.isDraining) return json(503, { ready: false, node: hub.node, why: 'This node is ending.' });
          const { head } = await hub.store.progress();
          const degraded = hub.fanout.isReaching() ? [] : ['redis'];
          return json(200, { ready: true, node: hub.node, head, degraded });
        }
        if (route === 'GET /metrics') {
          const days = daysLeft(around.certificateUntil(), hub.now());
          const gauges = { ...(await desk.counts()), ...(days === null ? {} : { certificate_days: days }) };
          return end(response, 200, 'text/plain; version=0.0.4', hub.metrics.text(gauges));
        }
        if (!url.pathname.startsWith('/admin/')) return json(404, { error: 'There is nothing here. Facilities connect to /link.' });
        return await admin(request, response, url, json);
      } catch (error) {
        if (error instanceof AppError) return json(409, { error: error.code, ...error.data });
        if (!(error instanceof StoreUnavailable))
          hub.log('a question over HTTP failed', { reason: error instanceof Error ? error.message : String(error) });
        json(503, { ready: false, node: hub.node, error: 'The hub cannot answer now; its log says why.' });
      }
    };
  };
}

type Json = (status: number, value: unknown) => void;

function answerAdmin(hub: Hub, desk: Desk, operators: OperatorDesk, machineToken: string, around: HttpAround) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL, json: Json): Promise<void> => {
    if (!isForUs(request, around))
      return json(421, { error: 'This name is not the hub’s. Start it with --public-name NAME, or ask by its address.' });
    if (!isOwnOrigin(request)) return json(403, { error: 'Another site’s page may not ask this.' });
    const route = `${request.method} ${url.pathname}`;
    if (route === 'POST /admin/session') return signIn(request, response, json);
    const asker = await findAsker(request, around, operators, machineToken);
    if (asker === null) {
      hub.metrics.add('operators_refused_total');
      return json(401, {
        error: 'Sign in at POST /admin/session. What runs on the hub’s computer may show operator.token of its data folder instead.',
      });
    }
    const did = (act: string, about = '') => operators.note(asker.name, act, about);
    if (route === 'GET /admin/session') return json(200, { name: asker.name });
    if (route === 'DELETE /admin/session') {
      if (asker.token !== null) await operators.signOut(asker.token, asker.name);
      setCookie(response, around, null);
      return json(200, { name: asker.name, ended: true });
    }
    if (route === 'GET /admin/facilities') return json(200, await desk.facilities());
    if (route === 'GET /admin/counts') return json(200, await desk.counts());
    if (route === 'GET /admin/acts') return json(200, await operators.acts(mostActs));
    if (route === 'GET /admin/rows') return json(200, (await desk.rows(url.searchParams.get('kind') ?? '')).map(shownRow));
    if (route === 'GET /admin/history') {
      const asked = historyAsked(url.searchParams);
      if (asked === null) return json(400, { error: 'kind, from and to are needed; days are written 2026-11-22.' });
      return json(200, (await desk.history(asked)).map(shownRow));
    }
    if (route === 'POST /admin/codes') {
      const replaces = url.searchParams.get('replaces');
      const made = await desk.createEnrolmentCode(replaces);
      await did('code-made', replaces ?? '');
      return json(201, made);
    }
    if (route === 'POST /admin/keys/announce') {
      const announced = await announceKey(hub.store, hub.now());
      await did('key-announced');
      return json(201, announced);
    }
    if (route === 'POST /admin/keys/change') {
      const changed = await changeKey(hub.store, hub.now());
      await did('key-changed');
      return json(200, changed);
    }
    const revoked = /^POST \/admin\/facilities\/([0-9a-f-]{36})\/revoke$/.exec(route)?.[1];
    if (revoked === undefined) return json(404, { error: 'No such question.' });
    const isDone = await desk.revoke(revoked);
    if (isDone) await did('facility-revoked', revoked);
    json(isDone ? 200 : 404, { facility: revoked });
  };

  async function signIn(request: IncomingMessage, response: ServerResponse, json: Json): Promise<void> {
    const tries = hub.guesses.of(networkOfRequest(request, around.proxy) ?? '');
    const waitMs = tries.take();
    if (waitMs > 0) {
      hub.metrics.add('guesses_refused_total');
      response.setHeader('retry-after', Math.ceil(waitMs / 1000));
      return json(429, { error: 'auth.locked_out', seconds: Math.ceil(waitMs / 1000) });
    }
    const asked = signInAsked.safeParse(await readJson(request));
    if (!asked.success) return json(400, { error: 'name and password are needed, and the one-time code where the account has one.' });
    try {
      const { token, name } = await operators.signIn(asked.data);
      tries.give(); // only wrong ones count
      hub.metrics.add('operators_signed_in_total');
      if (request.headers.origin === undefined) return json(201, { name, token });
      setCookie(response, around, token); // of a page: its scripts need not see it
      json(201, { name });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      hub.metrics.add('operators_refused_total');
      json(error.code === 'auth.locked_out' ? 429 : 401, { error: error.code, ...error.data });
    }
  }
}

const signInAsked = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
  code: z.string().max(10).optional(),
});
const mostActs = 1000;
const dayMs = 86_400_000;

const daysLeft = (until: string | null, now: string): number | null =>
  until === null ? null : Math.floor((Date.parse(until) - Date.parse(now)) / dayMs);

const mostHistoryRows = 10_000;

function historyAsked(of: URLSearchParams): HistoryAsked | null {
  const read = z
    .object({
      kind: z.string().min(1),
      from: z.iso.date(),
      to: z.iso.date(),
      facility: z.string().optional(),
      key: z.string().optional(),
    })
    .safeParse(Object.fromEntries(of));
  if (!read.success) return null;
  const { facility, key, ...asked } = read.data;
  return { ...asked, ...(facility === undefined ? {} : { facility }), ...(key === undefined ? {} : { key }), limit: mostHistoryRows };
}

const shownRow = <R extends { payload: string }>({ payload, ...row }: R) => ({ ...row, payload: JSON.parse(payload) as unknown });

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  });
  response.end(body);
}
