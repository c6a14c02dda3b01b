import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The operator's questions to a running hub, over HTTP with the token from its data folder. */
export function hubDesk(url: string, dataDir: string) {
  const token = readFileSync(join(dataDir, 'operator.token'), 'utf8').trim();
  const ask = async (path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`the hub answered ${answer.status} to ${path}`);
    return answer.json();
  };
  return {
    newCode: async () => ((await ask('/admin/codes', 'POST')) as { code: string }).code,
    rows: async (kind: string) =>
      (await ask(`/admin/rows?kind=${kind}`)) as { facility: string; key: string; payload: Record<string, unknown> }[],
    counts: async () => (await ask('/admin/counts')) as Record<string, number>,
  };
}
