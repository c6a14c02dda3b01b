import type { Tamper } from './network.ts';
import type { Computer, World } from './parts.ts';

/** A hub that was taken over: now and then it adds to a page a row in which one facility speaks for another. */
export function forging(world: World, computer: Computer, older: Tamper | undefined): Tamper {
  const { random } = world;
  let asked = 0;
  return (sent, way) => {
    const text = older?.(sent, way) ?? sent;
    if (text.startsWith('{"t":"pull"')) asked = (JSON.parse(text) as { cursor: number }).cursor;
    if (way !== 'to facility' || !text.startsWith('{"t":"page"') || !random.chance(0.15)) return text;
    const page = JSON.parse(text) as { rows: { cursor: number }[]; cursor: number };
    const others = world.computers.filter(({ identity }) => identity.id !== computer.identity.id);
    const at = page.rows.findLastIndex((row, index) => row.cursor - 1 > (page.rows[index - 1]?.cursor ?? asked)); // a gap, where others may not look
    if (at < 0 || others.length < 2) return text;
    const cursor = page.rows[at]!.cursor - 1;
    const [liar, victim] = [random.pick(others).identity, random.pick(others).identity];
    if (liar.id === victim.id) return text;
    const profile = { name: 'forged', code: victim.code, type: 'clinic', latitude: 0, longitude: 0, facility: victim.id };
    const forged = {
      facility: liar.id,
      kind: 'facility.profile',
      key: victim.id,
      payload: JSON.stringify(profile),
      cursor,
      at: world.wallClock(0),
    };
    return JSON.stringify({ ...page, rows: page.rows.toSpliced(at, 0, forged) });
  };
}
