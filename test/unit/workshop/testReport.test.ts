import { expect, test } from 'vitest';
import { part, readReport, success, summary } from '../../../main/cli/bootstrap/testReport.mjs';

const passed = { status: 'passed', fullName: 'adds', failureMessages: [] };
const file = (assertionResults: object[], status = 'passed', message = '') => ({
  name: '/project/test/unit/a.test.ts',
  status,
  message,
  assertionResults,
});
const report = (...testResults: ReturnType<typeof file>[]) => ({
  testResults,
  numPassedTests: testResults.flatMap((each) => each.assertionResults).filter((each) => (each as typeof passed).status === 'passed').length,
  numTotalTests: testResults.flatMap((each) => each.assertionResults).length,
});
const read = (found: object | undefined, code = 0) => readReport('unit', found, code, 'the end of the output', '/project');

test('a good run counts its tests', () => {
  expect(read(report(file([passed, passed])))).toEqual({ name: 'unit', passed: 2, failed: 0, failures: [] });
});

test('a failed test is named with its message', () => {
  const failed = { status: 'failed', fullName: 'adds wrongly', failureMessages: ['expected 3'] };
  expect(read(report(file([passed, failed], 'failed')), 1)).toMatchObject({
    passed: 1,
    failed: 1,
    failures: [{ name: 'test/unit/a.test.ts > adds wrongly', text: 'expected 3' }],
  });
});

test.each([
  ['no report', undefined, 1, 'without a report'],
  ['no report, although the run says that all is well', undefined, 0, 'without a report'],
  ['no test', report(), 0, 'No test was found'],
  ['a skipped test', report(file([passed, { status: 'pending', fullName: 'later', failureMessages: [] }])), 0, 'did not run (pending)'],
  ['a file that does not load', report(file([], 'failed', 'Cannot find module')), 1, 'Cannot find module'],
  ['a crash after the last test', report(file([passed])), 1, 'ended with code 1'],
])('%s counts as one failure', (_name, found, code, text) => {
  const result = read(found, code);
  expect(result.failed).toBe(1);
  expect(result.failures[0]!.text).toContain(text);
});

test('a part that breaks off counts as one failure, and the other parts as they are', async () => {
  const parts = await Promise.all([
    part('windows', async () => Promise.reject(new Error('no Electron'))),
    part('types', async () => [success('types: db'), success('types: main')]),
  ]);
  const text = summary(parts.flat(), 12);
  expect(text).toContain('FAILED windows');
  expect(text).toContain('no Electron');
  expect(text.trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed');
});

test('the last line of the summary says how many passed and failed', () => {
  const text = summary([read(report(file([passed, passed]))), read(undefined, 1)], 12);
  expect(text.trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed');
});
