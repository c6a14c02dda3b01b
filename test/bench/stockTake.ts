import type { Call } from '../../main/demo/caller.ts';
import type { Host } from '../../main/facility/host.ts';
import { quantiles } from './quantiles.ts';

type Size = { lots: number; rounds: number };

/** Milliseconds of a stock take of 1,000 lines through the real dispatcher, committed: all counts saved in one command, the sheet read, approved. */
export async function measureStockTake(
  host: Host,
  clerk: Call,
  manager: Call,
  { lots, rounds }: Size = { lots: 1000, rounds: 20 },
): Promise<Record<string, unknown>> {
  const product = { ingredients: [{ inn: 'benchium', strength: 1, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
  const { itemId } = await clerk('inventory.addItem', { name: 'Xx Benchium 1 mg tablet', product, packSize: 100 });
  for (let n = 0; n < lots; n++) await clerk('inventory.receive', { itemId, lotNumber: `ST-${n}`, expiry: '2030-01-31', quantity: 100 });
  const time = async <T>(work: () => Promise<T>) => {
    const start = performance.now();
    const value = await work();
    return { value, ms: performance.now() - start };
  };
  const started = await time(() => clerk('stockTakes.start', { kind: 'partial', scope: { fromLetter: 'X', toLetter: 'X' } }));
  const { stockTakeId } = started.value;
  const saved: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const sheet = await time(() => clerk('stockTakes.sheet', { stockTakeId, round: 1 }));
    read.push(sheet.ms);
    const counts = sheet.value.lines.map((line, at) => ({ lineId: line.lineId, quantity: 90 + ((at + round) % 20), seen: line.quantity }));
    saved.push((await time(() => clerk('stockTakes.saveCounts', { stockTakeId, round: 1, counts }))).ms);
  }
  await clerk('stockTakes.submit', { stockTakeId, version: 1 });
  const { lines, stockTake } = await manager('stockTakes.variances', { stockTakeId });
  await manager('stockTakes.explain', { stockTakeId, reasons: lines.map((line) => ({ lineId: line.lineId, reason: 'unknown' as const })) });
  const approved = await time(() => manager('stockTakes.approve', { stockTakeId, version: stockTake.version }));
  const rows = host.open().raw.prepare('SELECT count(*) FROM stock_take_count').pluck().get();
  return {
    lines: rows,
    startMs: Math.round(started.ms),
    sheetMs: quantiles(read),
    saveMs: quantiles(saved),
    approveMs: Math.round(approved.ms),
    posted: approved.value.posted,
  };
}
