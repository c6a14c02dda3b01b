import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { commands } from '../../../main/cli/commands.ts';
import { main } from '../../../main/cli/medvault.ts';

const folder = join(import.meta.dirname, '../../../main/cli');

function quietly(stream: NodeJS.WriteStream): () => string {
  const spy = vi.spyOn(stream, 'write').mockReturnValue(true);
  return () => spy.mock.calls.map(([text]) => String(text)).join('');
}
afterEach(() => vi.restoreAllMocks());

test.each(Object.entries(commands))('%s can be run', async (_name, { load, summary }) => {
  expect(typeof (await load()).run).toBe('function');
  expect(summary).not.toBe('');
});

test('every sub-command that exists is listed', () => {
  const table = readFileSync(join(folder, 'commands.ts'), 'utf8');
  const files = readdirSync(folder).filter(
    (file) =>
      file.endsWith('.ts') && /export (async function run\b|\{.* as run\b|const run\b)/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(files.filter((file) => !table.includes(`import('./${file}')`))).toEqual([]);
});

test('--help lists them all on standard output', async () => {
  const out = quietly(process.stdout);
  expect(await main(['--help'])).toBe(0);
  for (const name of Object.keys(commands)) expect(out()).toContain(name);
});

test.each([[[]], [['dance']], [['toString']]])('wrong use answers 2 and keeps standard output clean: %j', async (argv) => {
  const out = quietly(process.stdout);
  const err = quietly(process.stderr);
  expect(await main(argv)).toBe(2);
  expect(out()).toBe('');
  expect(err()).toContain('Usage: medvault');
});
