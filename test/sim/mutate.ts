import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Mutation } from './mutations.ts';
import type * as Play from './play.ts';

const root = pathToFileURL(join(import.meta.dirname, '../..')).href;
const ours = (url: string) => url.startsWith(root) && !url.includes('/node_modules/');

let isHooked = false;
const byNumber = new Map<string, Mutation>();

/** Every module of ours that a mutated one leads to is loaded anew, with the fault in its place; packages are shared. */
function hook(): void {
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const number = new URL(context.parentURL ?? root).searchParams.get('mutation');
      return number === null || !ours(resolved.url) ? resolved : { ...resolved, url: `${resolved.url}?mutation=${number}` };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      const mutation = byNumber.get(URL.parse(url)?.searchParams.get('mutation') ?? '');
      if (mutation === undefined || !url.startsWith(`${root}/${mutation.file}?`)) return loaded;
      return { ...loaded, source: replaced(readFileSync(fileURLToPath(url), 'utf8'), mutation) };
    },
  });
}

/** @throws when the text does not stand there exactly once: the code has changed, and the mutation must follow it */
function replaced(source: string, { name, file, from, to }: Mutation): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`"${name}" does not apply: its text stands ${parts.length - 1} times in ${file}`);
  return parts.join(to);
}

/** The simulation with this fault in the code that it runs. */
export async function withMutation(mutation: Mutation): Promise<typeof Play> {
  hook();
  const number = String(byNumber.size + 1);
  byNumber.set(number, mutation);
  return (await import(`./play.ts?mutation=${number}`)) as typeof Play;
}
