import type { Scene } from '../scene.ts';
import { must, until } from '../step.ts';

export async function hubStep({ a, b, c, hub }: Scene): Promise<unknown> {
  const facilities = [];
  for (const place of [a, b, c]) {
    const { items } = await place.manager('inventory.items', {});
    must(items.length >= 40, `${place.demo.key} stocks at least 40 items`);
    const lots = place.facility.raw
      .prepare('SELECT count(*) FROM (SELECT 1 FROM stock_balance GROUP BY item_id HAVING count(*) > 1)')
      .pluck()
      .get();
    must(Number(lots) > 0, `${place.demo.key} has items in two lots`);
    facilities.push({ name: place.facility.self.name, code: place.facility.self.code, items: items.length, itemsInTwoLots: Number(lots) });
  }
  const peers = await until('the neighbours see each other', 20, async () => {
    const { peers: found } = await b.manager('network.peers', {});
    return found.length === 2 && found.every((peer) => peer.items >= 40) && found;
  });
  const km = (name: string) => peers.find((peer) => peer.name === name)?.km ?? 0;
  must(km(a.facility.self.name) >= 10 && km(a.facility.self.name) <= 20, 'B lies 10 to 20 km from A');
  must(km(c.facility.self.name) > km(a.facility.self.name), 'C lies farther away');
  return { hub: hub.url, facilities, kmFromB: peers.map(({ name, km: far }) => ({ name, km: far })) };
}
