import { addDays } from '../../preload/contract/dates.ts';
import type { FindingKind, ReceiptFinding, ReceiptLine } from '../../preload/contract/receiving.ts';
import { coldTrouble, isColdNoted } from './coldChain.ts';

/** The same 90 days from which the stock list shows a lot in amber: goods that arrive so late are said before they are taken in. */
export const shortDatedDays = 90;

/** What is known of earlier deliveries that this one may repeat. */
export type Repeats = {
  notes: readonly { number: string | null; receivedOn: string }[];
  serials: readonly { serial: string; number: string | null; receivedOn: string }[];
  goods: { number: string | null; receivedOn: string } | null;
};
export type Known = {
  today: string;
  repeats: Repeats;
  /** by line: another day under which this lot number is known here */
  otherExpiry: ReadonlyMap<string, string>;
};

const levels: Record<FindingKind, ReceiptFinding['level']> = {
  'no-lines': 'stop',
  'not-confirmed': 'stop',
  'no-item': 'stop',
  'no-quantity': 'stop',
  'no-lot': 'stop',
  'no-expiry': 'stop',
  'damaged-too-many': 'stop',
  'damage-reason': 'stop',
  'cold-not-noted': 'stop',
  expired: 'ask',
  'short-dated': 'ask',
  'other-expiry': 'ask',
  difference: 'tell',
  'cold-held': 'tell',
  'repeat-note': 'ask',
  'repeat-serial': 'ask',
  'repeat-goods': 'ask',
};

/** These want a typed reason too: stock that is counted twice is found by nobody. */
export const isRepeat = (kind: FindingKind): boolean => kind.startsWith('repeat-');

/** What stands against taking these goods in, worst first. Pure. */
export function judgeReceipt(lines: readonly ReceiptLine[], known: Known): ReceiptFinding[] {
  const found = lines.every(isOwed)
    ? [finding('no-lines', null)]
    : [...repeated(known.repeats), ...lines.flatMap((line) => judgeLine(line, known))];
  const rank = { stop: 0, ask: 1, tell: 2 };
  return found
    .map((one, at) => ({ one, at }))
    .sort((a, b) => rank[a.one.level] - rank[b.one.level] || a.at - b.at)
    .map(({ one }) => one);
}

function judgeLine(line: ReceiptLine, { today, otherExpiry }: Known): ReceiptFinding[] {
  const found: ReceiptFinding[] = [];
  const say = (kind: FindingKind, facts: ReceiptFinding['facts'] = {}) => found.push(finding(kind, line, facts));
  if (isOwed(line)) {
    say('difference', { expected: line.ordered ?? 0, received: 0, by: 'order' });
    return found;
  }
  if (!line.isConfirmed) say('not-confirmed');
  if (line.itemId === null) say('no-item');
  if (line.received === 0) say('no-quantity');
  if (line.lotNumber === '') say('no-lot');
  if (line.expiry === null && !line.hasNoExpiry) say('no-expiry');
  if (line.damaged > line.received) say('damaged-too-many', { damaged: line.damaged, received: line.received });
  if (line.damaged > 0 && line.reason.trim().length < 3) say('damage-reason');
  if (line.expiry !== null && line.expiry < today) say('expired', { expiry: line.expiry });
  else if (line.expiry !== null && line.expiry <= addDays(today, shortDatedDays)) say('short-dated', { expiry: line.expiry });
  const other = otherExpiry.get(line.lineId);
  if (other !== undefined) say('other-expiry', { lotNumber: line.lotNumber, expiry: line.expiry ?? '', other });
  if (line.isColdChain && !isColdNoted(line)) say('cold-not-noted');
  const trouble = line.isColdChain ? coldTrouble(line) : null;
  if (trouble !== null) say('cold-held', { trouble, celsius: line.arrivalCelsius ?? '', stage: line.vvmStage ?? '' });
  const expected = line.noted ?? line.ordered;
  if (expected !== null && expected !== line.received)
    say('difference', { expected, received: line.received, by: line.noted === null ? 'order' : 'note' });
  return found;
}

/** Ordered, and nothing of it came with this delivery: it stays owed. */
const isOwed = (line: ReceiptLine): boolean => line.ordered !== null && line.received === 0 && line.damaged === 0;

function repeated({ notes, serials, goods }: Repeats): ReceiptFinding[] {
  const [note] = notes;
  const [serial] = serials;
  return [
    ...(note ? [finding('repeat-note', null, { number: note.number ?? '', receivedOn: note.receivedOn, count: notes.length })] : []),
    ...(serial
      ? [
          finding('repeat-serial', null, {
            number: serial.number ?? '',
            receivedOn: serial.receivedOn,
            serial: serial.serial,
            count: serials.length,
          }),
        ]
      : []),
    ...(goods ? [finding('repeat-goods', null, { number: goods.number ?? '', receivedOn: goods.receivedOn })] : []),
  ];
}

function finding(kind: FindingKind, line: ReceiptLine | null, facts: ReceiptFinding['facts'] = {}): ReceiptFinding {
  const key = [kind, line?.lineId ?? '', ...Object.values(facts)].join('|').slice(0, 300);
  return { key, kind, level: levels[kind], lineId: line?.lineId ?? null, facts };
}
