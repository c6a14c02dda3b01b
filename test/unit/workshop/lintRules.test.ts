import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** A file that breaks a rule, and words of the sentence that says what to do instead. `undefined`: allowed. */
const cases: { file: string; text: string; says: string | undefined }[] = [
  // who may import whom
  { file: 'preload/contract/a.ts', text: "import '../../db/open.ts';", says: 'preload/contract is what everyone may import' },
  {
    file: 'preload/contract/b.ts',
    text: "import { readFileSync } from 'node:fs'; readFileSync('');",
    says: 'imports zod and its own files only',
  },
  { file: 'preload/contract/c.ts', text: "import { z } from 'zod'; z.string();", says: undefined },
  { file: 'preload/contract/d.ts', text: "import './errors.ts';", says: undefined },
  {
    file: 'renderer/features/x/a.tsx',
    text: "import '../../../db/open.ts';",
    says: 'A screen speaks to the facility through renderer/lib/api.ts',
  },
  {
    file: 'renderer/features/x/b.tsx',
    text: "import '../../../main/resources.ts';",
    says: 'A screen speaks to the facility through renderer/lib/api.ts',
  },
  {
    file: 'renderer/features/x/c.tsx',
    text: "import '../../../sync/protocol/messages.ts';",
    says: 'A screen speaks to the facility through renderer/lib/api.ts',
  },
  { file: 'renderer/features/x/d.tsx', text: "import '../../../preload/contract/errors.ts';", says: undefined },
  { file: 'renderer/features/x/e.tsx', text: "import '../../../preload/index.ts';", says: 'A screen sees the bridge as window.medvault' },
  { file: 'renderer/features/x/f.tsx', text: "import 'node:fs';", says: 'The window is sandboxed and has no Node' },
  { file: 'renderer/lib/g.ts', text: "import 'electron';", says: 'The window is sandboxed and has no Node' },
  { file: 'db/a.ts', text: "import '../main/resources.ts';", says: 'db knows nothing of main or renderer' },
  { file: 'db/queries/b.ts', text: "import '../../sync/client/push.ts';", says: 'db may import sync/protocol only' },
  { file: 'db/queries/c.ts', text: "import '../../sync/protocol/messages.ts';", says: undefined },
  { file: 'db/d.ts', text: "import 'electron';", says: 'Electron stays in main/app' },
  { file: 'sync/client/a.ts', text: "import '../../main/network/desk.ts';", says: 'sync knows nothing of main or renderer' },
  { file: 'sync/client/b.ts', text: "import '../../db/open.ts';", says: undefined },
  { file: 'sync/hub/c.ts', text: "import 'electron';", says: 'The hub and the sync client run without Electron' },
  { file: 'main/patients/a.ts', text: "import '../../renderer/lib/api.ts';", says: 'main never imports a screen' },
  { file: 'main/facility/b.ts', text: "import { app } from 'electron'; app.quit();", says: 'Only main/app knows Electron' },
  { file: 'main/app/c.ts', text: "import { app } from 'electron'; app.quit();", says: undefined },
  { file: 'main/app/d.ts', text: "import '../../db/open.ts';", says: 'rows and the hub belong to the facility process' },
  { file: 'preload/index.ts', text: "import { ipcRenderer } from 'electron'; ipcRenderer.send('x');", says: undefined },
  // who may write rows
  {
    file: 'main/patients/e.ts',
    text: "export const write = (db: any) => db.insertInto('patient');",
    says: 'Rows are written through db/write.ts',
  },
  {
    file: 'main/patients/f.ts',
    text: "export const write = (db: any) => db.updateTable('patient');",
    says: 'Rows are changed through db/write.ts',
  },
  {
    file: 'main/patients/g.ts',
    text: "export const write = (db: any) => db.deleteFrom('patient');",
    says: 'Nothing is deleted outside db',
  },
  { file: 'db/e.ts', text: 'export const write = (db: { insertInto(table: string): void }) => db.insertInto("patient");', says: undefined },
  // what a person reads comes from the string files
  { file: 'renderer/features/y/a.tsx', text: 'export const A = () => <p>Patient saved</p>;', says: 'jsx-no-literals' },
  { file: 'renderer/features/y/b.tsx', text: "export const B = () => <p>{'Patient saved'}</p>;", says: 'jsx-no-literals' },
  {
    file: 'renderer/features/y/c.tsx',
    text: 'export const C = ({ t }: { t: (key: string) => string }) => <p className="wide">{t(\'patient.saved\')}</p>;',
    says: undefined,
  },
  // promises, any
  { file: 'main/patients/h.ts', text: 'export const loose = (value: any) => value;', says: 'no-explicit-any' },
];

let folder: string;
let findings: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'medvault-lint-'));
  await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const { file, text } of cases) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${text}\n`);
  }
  findings = await lint(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** All sentences that oxlint says, by file. */
function lint(where: string): Promise<Map<string, string>> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json'],
      { cwd: where, maxBuffer: 1e7 },
      (_error, stdout) => {
        const { diagnostics } = JSON.parse(stdout) as {
          diagnostics: { message: string; help?: string; code?: string; filename: string }[];
        };
        const sentences = new Map<string, string>();
        for (const { message, help = '', code = '', filename } of diagnostics) {
          sentences.set(filename, `${sentences.get(filename) ?? ''}${code} ${message} ${help}\n`);
        }
        resolve(sentences);
      },
    );
  });
}

test.each(cases.filter(({ says }) => says !== undefined))('$file is refused: $says', ({ file, says }) => {
  expect(findings.get(file)).toContain(says);
});

test.each(cases.filter(({ says }) => says === undefined))('$file is allowed: $text', ({ file }) => {
  expect(findings.get(file)).toBeUndefined();
});
