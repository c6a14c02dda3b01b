import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
/** Attributes whose text a person sees or hears; text between tags is held by react/jsx-no-literals. */
const spoken =
  /\s(label|placeholder|title|description|aria-label|aria-description|alt|error|nothingFoundMessage)=(?:"[^"]*\p{L}[^"]*"|\{'[^']*\p{L}[^']*'\})/gu;

const inlineStrings = (text: string) => [...text.matchAll(spoken)].map(([found]) => found.trim());

test('the search finds what it looks for', () => {
  expect(inlineStrings('<TextInput label="Family name" size="sm" />')).toEqual(['label="Family name"']);
  expect(inlineStrings("<Button aria-label={'Close'} />")).toEqual(["aria-label={'Close'}"]);
  expect(inlineStrings('<TextInput label={t("patient.familyName")} placeholder="…" />')).toEqual([]);
});

test('labels, titles and placeholders of the screens come from renderer/lib/strings', () => {
  const files = globSync('renderer/**/*.tsx', { cwd: root });
  const found = files.flatMap((file) => inlineStrings(readFileSync(join(root, file), 'utf8')).map((text) => `${file}: ${text}`));
  expect(found).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});
