import { registerHooks } from 'node:module';

/**
 * Loaded with --import by the plain twin of `bench safe`: the same source, read with its audit and its encryption cut out.
 * The product has no switch for that. A cut that finds nothing to cut stops the bench.
 */
const cuts: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '/db/open.ts': [
    ["raw.pragma(`cipher = 'aegis'`);", ''],
    [`raw.pragma(\`key = "x'\${Buffer.from(key).toString('hex')}'"\`);`, ''],
    [`expect(raw, 'cipher', 'aegis');`, ''],
    ['  refusePlainFile(path);', ''],
  ],
  '/db/write.ts': [
    ['  w.touched.add(table);\n  const isFact', '  w.touched.add(table);\n  return;\n  const isFact'],
    ['note: AuditNote): void {', 'note: AuditNote): void {\n  return;'],
  ],
  '/db/personKeys.ts': [
    ['  const iv = randomBytes(12);', '  if (plain) return Buffer.concat([Buffer.alloc(28), plain]);\n  const iv = randomBytes(12);'],
    ['  const decipher =', '  if (sealed) return Buffer.from(sealed.subarray(28));\n  const decipher ='],
  ],
  '/main/facility/dispatch.ts': [
    ['      const changes = countChanges(inside);\n', ''],
    [
      "if (countChanges(inside) > changes && !inside.touched.has('audit_event')) throw new Error('rows were written without an audit line');",
      '',
    ],
  ],
};

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const cut = Object.entries(cuts).find(([path]) => url.endsWith(path));
    if (!cut || !loaded.source) return loaded;
    let source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
    for (const [from, to] of cut[1]) {
      if (!source.includes(from)) throw new Error(`nothing to cut in ${cut[0]}: ${from}`);
      source = source.replace(from, to);
    }
    return { ...loaded, source };
  },
});
