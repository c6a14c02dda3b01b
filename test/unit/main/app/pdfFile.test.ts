import { expect, test } from 'vitest';
import { isConfiguration, isCsv, isPdf, isRecord, safeFileName } from '../../../../main/app/pdfFile.ts';

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
