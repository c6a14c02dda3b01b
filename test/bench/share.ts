import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { setScene } from '../../main/demo/scene.ts';
import { quantiles } from './quantiles.ts';
import { underSignature } from '../support/underSignature.ts';

const rounds = 50;
const givenUpMs = 10_000;

/** Milliseconds from the call that dispenses at A until B, asked again and again, answers the new figure; over a real hub process on loopback. */
export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const scene = await setScene(folder, pino({ level: 'error' }));
  try {
    const { a, b } = scene;
    const { items } = await a.clerk('inventory.items', {});
    const item = items.find((each) => /paracetamol.*tab/i.test(each.name)) ?? items[0];
    if (!item) throw new Error('the shelves are empty');
    await a.clerk('inventory.receive', { itemId: item.itemId, lotNumber: 'BENCH', expiry: '2029-11-30', quantity: rounds });
    const answer = await a.desk('patients.register', { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' });
    if (answer.outcome !== 'registered') throw new Error('the scene has this person already');
    const order = { patientId: answer.patientId, itemId: item.itemId, medicine: item.name, directions: '1 tablet', quantity: rounds };
    const { medicationRequestId } = await a.doctor('prescriptions.prescribe', order);
    await underSignature(a.facility, answer.patientId, medicationRequestId);

    const seenAtB = async () => {
      const { rows } = await b.clerk('network.nearby', { text: item.name });
      return rows.find((row) => row.facilityId === a.facility.self.id)?.onHand;
    };
    const untilSeen = async (figure: number, since: number) => {
      while ((await seenAtB()) !== figure) {
        if (performance.now() - since > givenUpMs) throw new Error(`B did not see ${figure} within ${givenUpMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return performance.now() - since;
    };
    let figure = (await a.clerk('inventory.item', { itemId: item.itemId })).item.onHand;
    await untilSeen(figure, performance.now());
    const milliseconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await a.clerk('dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1 }] });
      milliseconds.push(await untilSeen(--figure, start));
    }
    return { shareMs: quantiles(milliseconds), facilities: 3 };
  } finally {
    await scene.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
