import { expect, test } from 'vitest';
import { isConfiguration, isCsv, isMail, isMailLink, isPdf, isRecord, safeFileName } from '../../../../main/app/pdfFile.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a document is known by its first bytes', () => {
  expect(isPdf(bytes('%PDF-1.7\n'))).toBe(true);
  for (const other of [bytes('#!/bin/sh'), bytes(''), '%PDF-1.7', null, [37, 80, 68, 70, 45]]) expect(isPdf(other)).toBe(false);
});

test('an exported list is known by its mark and first quote; anything else is none', () => {
  expect(isCsv(bytes('\uFEFF"seq","at"\r\n'))).toBe(true);
  for (const other of [bytes('"seq"'), bytes('\uFEFFMZ'), bytes('\uFEFF"\u0000'), bytes(''), '\uFEFF"', null])
    expect(isCsv(other)).toBe(false);
  expect(safeFileName('../audit-2026-11-21.csv', 'csv')).toBe('audit-2026-11-21.csv');
});

test('an exported record is known by its first words', () => {
  expect(isRecord(bytes(JSON.stringify({ resourceType: 'Bundle', type: 'collection' }, null, 1)))).toBe(true);
  for (const other of [bytes('{}'), bytes(''), '{', null, bytes('{"resourceType":"Patient"}')]) expect(isRecord(other)).toBe(false);
  expect(safeFileName('record-P-1.json', 'json')).toBe('record-P-1.json');
});

test('an exported configuration is known by its first words', () => {
  expect(isConfiguration(bytes(JSON.stringify({ format: 'medvault-configuration', version: 1 }, null, 2)))).toBe(true);
  for (const other of [bytes('{}'), bytes(''), '{', null, bytes('{\n  "format": "other",')]) expect(isConfiguration(other)).toBe(false);
});

test('a mail is known by its first lines and is ASCII through and through', () => {
  const mail = 'X-Unsent: 1\r\nDate: Sat, 21 Nov 2026 08:00:00 +0000\r\n';
  expect(isMail(bytes(mail))).toBe(true);
  for (const other of [bytes('Date: x'), bytes(`${mail}é`), mail, null]) expect(isMail(other)).toBe(false);
  expect(safeFileName('B-K7M2QX-A00042-45.eml', 'eml')).toBe('B-K7M2QX-A00042-45.eml');
});

test('only a link to the mail program leaves the window', () => {
  expect(isMailLink('mailto:orders@northern.example?subject=B-1')).toBe(true);
  const others = ['https://northern.example', 'file:///etc/passwd', 'javascript:alert(1)', ' mailto:a@b', `mailto:${'a'.repeat(2000)}`, ''];
  for (const other of others) expect(isMailLink(other)).toBe(false);
});

test.each([
  ['Prescription KA-000123', 'Prescription KA-000123.pdf'],
  ['report.PDF', 'report.pdf'],
  ['../../etc/passwd', 'etc passwd.pdf'],
  ['a\u0000b:c', 'a b c.pdf'],
  ['...', 'document.pdf'],
  ['Ordonnance é', 'Ordonnance é.pdf'],
])('%j is proposed as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});
