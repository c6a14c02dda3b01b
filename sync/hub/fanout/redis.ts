import { createClient } from '@redis/client';
import { z } from 'zod';
import type { Time } from '../../time.ts';
import { sameSecret } from '../../security/tokens.ts';
import type { HubLog } from '../hub.ts';
import { createMac } from '../seal.ts';
import { localFanout } from './fanout.ts';
import type { Fanout, Order, Shared } from './fanout.ts';
import { createGatheredNews } from './news.ts';
import type { News } from './news.ts';

/** A busy node says so at most once in this time; a quiet one at once. */
const gatherMs = 50;
const mostWaitMs = 2000;
/** Longer than a page of the database and the way over the bus take. */
const graceMs = 40;
/** What is longer each node reads by itself. */
const mostShared = 1024 * 1024;

const message = z.object({
  node: z.string(),
  /** `from`: what older nodes know of it, null for several */
  news: z
    .object({
      from: z.string().nullable(),
      head: z.int().nonnegative(),
      publishers: z
        .array(z.object({ facility: z.string(), place: z.object({ latitude: z.number(), longitude: z.number() }).nullable() }))
        .nullable()
        .optional(),
      to: z.array(z.string()).default([]),
      isUrgent: z.boolean().default(false),
    })
    .optional(),
  doubled: z.array(z.string()).optional(),
  order: z
    .union([
      z.object({ facility: z.string(), below: z.int(), code: z.enum(['hub.replaced', 'hub.revoked']) }),
      z.object({ hubEpoch: z.string() }),
    ])
    .optional(),
});
type Message = z.infer<typeof message>;

type Options = {
  url: string;
  node: string;
  /** the hub's public key: several hubs may share one Redis */
  channel: string;
  /** that all nodes of the hub have, and Redis has not */
  key: string;
  time: Time;
  log: HubLog;
};

/** Redis publish/subscribe between the nodes. It may be away at the start, later, or for ever: nodes then ask the database for the head. */
export async function redisFanout({ url, node, channel, key, time, log }: Options): Promise<Fanout> {
  const here = localFanout();
  const rows = createRowsLetter(key);
  const shared: ((shared: Shared) => void)[] = [];
  const reconnectStrategy = (retries: number) => Math.min(mostWaitMs, 50 * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2);
  const options = { url, disableOfflineQueue: true, pingInterval: 10_000, socket: { reconnectStrategy, connectTimeout: 3000 } };
  const sender = createClient(options);
  const receiver = createClient({ ...options, disableOfflineQueue: false }); // it subscribes again by itself
  let isHearing = false;
  let wasReaching = true;
  let lastSent = -Infinity;
  const waiting = createGatheredNews();
  let callOff: (() => void) | undefined;

  const isReaching = () => isHearing && receiver.isReady && sender.isReady;
  const note = () => {
    if (isReaching() === wasReaching) return;
    wasReaching = !wasReaching;
    log(wasReaching ? 'Redis answers: nodes hear each other' : 'Redis does not answer: the head is asked of the database instead');
  };
  for (const client of [sender, receiver]) for (const event of ['error', 'ready', 'end'] as const) client.on(event, note);

  function send(said: Omit<Message, 'node'>): void {
    if (!sender.isReady) return;
    sender.publish(channel, JSON.stringify({ node, ...said })).catch(() => undefined);
  }

  function flush(): void {
    callOff = undefined;
    if (waiting.isEmpty()) return;
    lastSent = time.elapsed();
    const { head, from, to, isUrgent } = waiting.take();
    const publishers = from === null ? null : [...from].map(([facility, place]) => ({ facility, place }));
    const only = publishers?.length === 1 ? publishers[0]!.facility : null;
    send({ news: { from: only, head, publishers, to: [...to], isUrgent } });
  }

  function hear(text: string): void {
    const heard = message.safeParse(parse(text)).data;
    if (heard === undefined || heard.node === node) return;
    if (heard.news !== undefined) here.announce(toNews(heard.news, heard.doubled));
    if (heard.order !== undefined) here.order(heard.order);
  }

  function hearRows(text: string): void {
    const heard = rows.open(text);
    if (heard !== null && heard.node !== node) for (const listener of shared) listener(heard);
  }

  void sender.connect().catch(() => undefined);
  const subscribed = receiver
    .connect()
    .then(() => receiver.subscribe(channel, hear))
    .then(() => receiver.subscribe(`${channel} rows`, hearRows))
    .then(
      () => {
        isHearing = true;
        note();
      },
      () => undefined,
    );
  await Promise.race([subscribed, new Promise<void>((resolve) => void time.after(1500, resolve))]);

  return {
    ...here,
    isReaching,
    announce(news) {
      here.announce(news);
      if ('doubled' in news) return send({ news: { from: null, head: news.head, to: [], isUrgent: false }, doubled: [...news.doubled] });
      waiting.add(news);
      callOff ??= time.after(Math.max(0, lastSent + gatherMs - time.elapsed()), flush);
    },
    order(order: Order) {
      here.order(order);
      send({ order });
    },
    share(fresh) {
      if (!sender.isReady) return;
      const letter = rows.write(fresh);
      if (letter.length <= mostShared) sender.publish(`${channel} rows`, letter).catch(() => undefined);
    },
    onShare: (listener) => void shared.push(listener),
    graceMs,
    async close() {
      callOff?.();
      flush();
      await here.close();
      // A connection that was never made cannot be closed politely.
      for (const client of [sender, receiver]) await (client.isReady ? client.close() : Promise.resolve(client.destroy()));
    },
  };
}

/**
 * Rows go on to facilities, so whoever else can write to Redis must not be able to say some: they are sealed with a key of the hub's own.
 * Another shape of them is another purpose, and nothing to a node that does not know it.
 */
function createRowsLetter(hubKey: string) {
  const whole = createMac(hubKey);
  const mac = (text: string) => whole(`medvault hub rows 1${text}`);
  return {
    write(shared: Shared): string {
      const text = JSON.stringify(shared);
      return mac(text) + text;
    },
    open(letter: string): Shared | null {
      const text = letter.slice(macLength);
      return sameSecret(letter.slice(0, macLength), mac(text)) ? (JSON.parse(text) as Shared) : null;
    },
  };
}
/** 32 bytes in base64url. */
const macLength = 43;

/** A node of before areas says only who it was, or that it was several. */
function toNews({ from, head, publishers, to, isUrgent }: NonNullable<Message['news']>, doubled: readonly string[] | undefined): News {
  if (doubled !== undefined) return { head, doubled };
  const known = publishers === undefined ? (from === null ? null : [{ facility: from, place: null }]) : publishers;
  const places = known === null ? null : new Map(known.map(({ facility, place }) => [facility, place]));
  return { head, from: places, to: new Set(to), isUrgent };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
