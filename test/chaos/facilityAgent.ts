import { randomUUID } from 'node:crypto';
import { facilityCodeOf } from '../../preload/contract/readableNumber.ts';
import { enrol } from '../../sync/client/enrol.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { startLink } from '../../sync/client/link.ts';
import { isState, toPayload } from '../../sync/protocol/kinds.ts';
import type { Kind } from '../../sync/protocol/kinds.ts';
import { aStockLevel, openFacilityFile, publishText } from '../support/sync/facility.ts';

/**
 * A facility as far as sync sees it, as a process of its own that can be killed: `node facilityAgent.ts FILE NAME HUB_URL PER_SECOND [CODE]`.
 * What it says stands in the table `said` of its file, written in the same transaction as the outbox. Says `ready` once it runs.
 */
const [path = '', name = '', hubUrl = '', perSecond = '0', code] = process.argv.slice(2);
const raw = openFacilityFile(path);
raw.exec('CREATE TABLE IF NOT EXISTS said (kind TEXT NOT NULL, key TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT');
raw.exec('CREATE TABLE IF NOT EXISTS self (id TEXT NOT NULL, epoch TEXT NOT NULL) STRICT');
raw.prepare('INSERT INTO self SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM self)').run(randomUUID(), randomUUID());
const self = raw.prepare<[], { id: string; epoch: string }>('SELECT id, epoch FROM self').get()!;
const facility = { ...self, code: facilityCodeOf(self.id), name };
const now = () => new Date().toISOString();
const exclusive = async <T>(work: () => T): Promise<T> => work();

if (readHubLink(raw) === undefined && code !== undefined) await enrol({ raw, exclusive, facility, hubUrl, code, now });

const publish = raw.transaction((kind: Kind, key: string, payload: string) => {
  raw.prepare('INSERT INTO said VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET payload = excluded.payload').run(kind, key, payload);
  publishText(raw, kind, key, payload, isState(kind));
});
const link = startLink({
  raw,
  exclusive,
  facility,
  async republish() {
    for (const { kind, key, payload } of raw.prepare<[], { kind: Kind; key: string; payload: string }>('SELECT * FROM said').all())
      publishText(raw, kind, key, payload, isState(kind));
  },
  now,
  newId: randomUUID,
  timing: { backoffStartMs: 30, backoffMostMs: 500, leastRetryMs: 50, answerMs: 1500, pingMs: 800, lookMs: 1000 },
});
publish(
  'facility.profile',
  self.id,
  toPayload('facility.profile', { name, code: facility.code, type: 'clinic', latitude: null, longitude: null }),
);
process.stdout.write(`ready ${self.id}\n`);

let count = 0;
/** Until it is told to be quiet, on its standard input. */
const work = setInterval(
  () => {
    count++;
    if (count % 5 === 0) publish('ack', randomUUID(), JSON.stringify({ at: now() }));
    else publish('stock.level', `item-${count % 23}`, aStockLevel(Math.floor(Math.random() * 1e6)));
    link.poke();
  },
  Math.max(1, 1000 / Math.max(1, Number(perSecond))),
);
if (perSecond === '0') clearInterval(work);
process.stdin.on('data', () => clearInterval(work));
