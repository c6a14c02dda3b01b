import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/freePort.ts';
import { startPostgres } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { aCertificate } from '../support/sync/certificate.ts';
import { runHub } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { startExampleHaproxy } from '../support/sync/haproxy.ts';
import { aFolder, until } from '../support/sync/hub.ts';
import { aHubNode } from '../support/sync/nodes.ts';
import type { HubNode } from '../support/sync/nodes.ts';
import { ask, expectKeptOnce, sendStock, untilAllAgree } from '../support/sync/sending.ts';

test('behind HAProxy, as the example sets it up, nodes are restarted in turn and one is killed while facilities send: nothing is lost, nothing comes twice', async () => {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  onTestFinished(async () => {
    await redis.stop();
    await postgres.stop();
  });
  const certificate = await aCertificate('hub');
  const certFile = join(aFolder(), 'hub.crt');
  writeFileSync(certFile, certificate.cert);
  const database = await postgres.database();
  const ports = [await freePort(), await freePort()] as const;
  const behind = ['--behind-proxy', '--trust-proxy', '127.0.0.1', '--proxy-cert', certFile, '--drain-ms', '3000'];
  const startAt = (port: number) => aHubNode(database, redis.url, ['--port', String(port), ...behind]);
  const nodes: [HubNode, HubNode] = await Promise.all([startAt(ports[0]), startAt(ports[1])]); // both on a database without tables
  const balancer = await startExampleHaproxy(ports, certificate);
  onTestFinished(() => balancer.stop());
  const token = (await runHub('token', '--database-url', database)).stdout.trim();

  const askBalancer = (path: string) =>
    new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const options = { port: balancer.port, path, headers, ca: certificate.cert, servername: 'hub.example' };
      get({ host: '127.0.0.1', ...options }, (response) => {
        void json(response).then((body) => resolve({ status: response.statusCode!, body: body as Record<string, unknown> }), reject);
      }).once('error', reject);
    });
  const idOf = async ({ url }: HubNode) => (await ask(url, '/readyz')).body['node'] as string;
  const asked = async () => (await Promise.all([1, 2, 3, 4].map(() => askBalancer('/readyz')))).map(({ body }) => body['node']);
  const places = async (node: HubNode) =>
    ((await ask(node.url, '/admin/facilities', token)).body as unknown as { node: string }[]).map((each) => each.node);
  const areOnline = () => facilities.every((facility) => facility.link().status().state === 'online');

  // The hub's own computer is believed more than others; through the balancer everybody is somebody else.
  expect((await ask(nodes[0].url, '/admin/counts', token)).status).toBe(200);
  expect((await askBalancer('/admin/counts')).status).toBe(401);

  const facilities: TestFacility[] = ['A', 'B', 'C'].map((name) => aFacility(name));
  for (const facility of facilities) {
    const made = await fetch(`${nodes[0].url}/admin/codes`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    await facility.enrol(`https://127.0.0.1:${balancer.port}`, ((await made.json()) as { code: string }).code);
    onTestFinished(facility.stop);
  }
  for (const facility of facilities) {
    facility.start();
    await until('it is online', () => facility.link().status().state === 'online');
  }
  expect(new Set(await places(nodes[0]))).toEqual(new Set([await idOf(nodes[0]), await idOf(nodes[1])]));

  let isOver = false;
  const sending = sendStock(facilities, (sent) => isOver && sent > 60);
  for (const turn of [0, 1] as const) {
    const [old, other] = [nodes[turn], nodes[1 - turn]!];
    const ended = old.terminate();
    const stays = await idOf(other);
    await until('the balancer has seen it', () =>
      balancer.log().includes(`node${turn + 1} is DOWN, reason: Layer7 wrong status, code: 503`),
    );
    expect(new Set(await asked())).toEqual(new Set([stays]));
    expect(areOnline()).toBe(true); // whoever is there is served on meanwhile
    expect(await ended).toBe(0);
    expect(old.log()).not.toMatch(/could not|failed|Error/);
    await until('everybody is at the other', async () => areOnline() && (await places(other)).every((node) => node === stays));
    nodes[turn] = await startAt(ports[turn]);
    await until('the balancer uses it again', () => balancer.log().includes(`node${turn + 1} is UP`));
    expect(await asked()).toContain(await idOf(nodes[turn]));
  }

  const left = await idOf(nodes[1]);
  expect(await places(nodes[1])).not.toContain(left); // all of them are at the one that is killed now
  await nodes[0].kill();
  await until('they are back at the other', async () => areOnline() && (await places(nodes[1])).every((node) => node === left));
  isOver = true;
  await sending;
  await untilAllAgree(facilities);
  await expectKeptOnce(facilities, nodes[1].url, token);
}, 180_000); // six processes of its own, on a computer that may do other things
