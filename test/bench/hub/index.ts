import { machine } from '../processes.ts';
import { measureConnections, measureTls } from './connections.ts';
import { measureGrowth } from './growth.ts';
import { measureLimit, measureNodes } from './nodes.ts';
import { measureStorm } from './storm.ts';
import { measureVisible } from './visible.ts';

const parts: Readonly<Record<string, (facilities: number) => Promise<Record<string, unknown>>>> = {
  connections: measureConnections,
  tls: measureTls,
  visible: measureVisible,
  storm: measureStorm,
  growth: measureGrowth,
  nodes: measureNodes,
  limit: measureLimit,
};

/** The hub under load, all parts or `part`, which names some: each starts its own processes, and ends them. */
export async function run({ part, facilities = 10_000 }: { part?: string; facilities?: number }): Promise<Record<string, unknown>> {
  const asked = part === undefined ? Object.keys(parts) : part.split(',');
  const figures: Record<string, unknown> = { machine };
  for (const name of asked) {
    const measure = parts[name];
    if (measure === undefined) throw new Error(`--part takes ${Object.keys(parts).join(', ')}`);
    figures[name] = await measure(facilities);
  }
  return figures;
}
