import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { sameSecret } from '../security/tokens.ts';
import { newEnrolmentCode } from './enrol.ts';
import type { Hub } from './hub.ts';
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

/** `/healthz` lives, `/readyz` can store, `/metrics` counts; everything under `/admin/` needs the operator's token. */
export function answerHttp(hub: Hub, desk: Desk, operatorToken: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://hub');
    const json = (status: number, value: unknown) => end(response, status, 'application/json', `${JSON.stringify(value)}\n`);
    try {
      const route = `${request.method} ${url.pathname}`;
      if (route === 'GET /healthz') return end(response, 200, 'text/plain', 'ok\n');
      if (route === 'GET /readyz') {
        if (hub.isDraining) return json(503, { ready: false, node: hub.node, why: 'This node is ending.' });
        const { head } = await hub.store.progress();
        const degraded = hub.fanout.isReaching() ? [] : ['redis'];
        return json(200, { ready: true, node: hub.node, head, degraded });
      }
      if (route === 'GET /metrics') return end(response, 200, 'text/plain; version=0.0.4', hub.metrics.text(await desk.counts()));
      if (!url.pathname.startsWith('/admin/')) return json(404, { error: 'There is nothing here. Facilities connect to /link.' });
      const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!sameSecret(given, operatorToken))
        return json(401, { error: 'The operator token is missing or wrong. It stands in operator.token in the hub’s data folder.' });
      if (route === 'GET /admin/facilities') return json(200, await desk.facilities());
      if (route === 'GET /admin/counts') return json(200, await desk.counts());
      if (route === 'GET /admin/rows') return json(200, (await desk.rows(url.searchParams.get('kind') ?? '')).map(shownRow));
      if (route === 'GET /admin/history') {
        const asked = historyAsked(url.searchParams);
        if (asked === null) return json(400, { error: 'kind, from and to are needed; days are written 2026-11-22.' });
        return json(200, (await desk.history(asked)).map(shownRow));
      }
      if (route === 'POST /admin/codes') return json(201, await desk.createEnrolmentCode(url.searchParams.get('replaces')));
      const revoked = /^POST \/admin\/facilities\/([0-9a-f-]{36})\/revoke$/.exec(route)?.[1];
      if (revoked !== undefined) return json((await desk.revoke(revoked)) ? 200 : 404, { facility: revoked });
      return json(404, { error: 'No such question.' });
    } catch (error) {
      if (!(error instanceof StoreUnavailable))
        hub.log('a question over HTTP failed', { reason: error instanceof Error ? error.message : String(error) });
      json(503, { ready: false, node: hub.node, error: 'The hub cannot answer now; its log says why.' });
    }
  };
}

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
