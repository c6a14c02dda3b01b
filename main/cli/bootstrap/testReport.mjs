import { relative } from 'node:path';

export const success = (name) => ({ name, passed: 1, failed: 0, failures: [] });
export const failure = (name, text) => ({ name, passed: 0, failed: 1, failures: [{ name, text }] });

/** Several results that `work` brings; when it breaks off instead, one failure. */
export async function part(name, work) {
  try {
    return await work();
  } catch (error) {
    return [failure(name, error.stack ?? String(error))];
  }
}

/**
 * Reads vitest's JSON report strictly: no report, no test at all, a file that could not be loaded, a skipped test and a run that
 * ended badly each count as failed. @returns { name, passed, failed, failures: [{ name, text }] }
 */
export function readReport(name, report, exitCode, output, root) {
  if (!report) return failure(name, `The run ended without a report (exit code ${exitCode}).\n${tail(output)}`);
  const failures = report.testResults.flatMap((file) => fileFailures(file, root));
  const passed = report.numPassedTests;
  if (report.numTotalTests === 0 && failures.length === 0) failures.push({ name, text: 'No test was found.' });
  if (exitCode !== 0 && failures.length === 0) failures.push({ name, text: `The run ended with code ${exitCode}.\n${tail(output)}` });
  return { name, passed, failed: failures.length, failures };
}

function fileFailures(file, root) {
  const path = relative(root, file.name);
  const failures = file.assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ status, fullName, failureMessages }) => ({
      name: `${path} > ${fullName.trim()}`,
      text: status === 'failed' ? failureMessages.join('\n') : `The test did not run (${status}).`,
    }));
  // A file that fails while loading, or in a hook, has no failed test of its own.
  if (file.status === 'failed' && failures.length === 0) failures.push({ name: path, text: file.message });
  return failures;
}

const tail = (text) => text.trim().split('\n').slice(-30).join('\n');

/** The summary of a whole run; its last line is `N passed, N failed`. */
export function summary(results, seconds) {
  const lines = [''];
  for (const { name, text } of results.flatMap(({ failures }) => failures)) lines.push(`FAILED ${name}`, indent(text), '');
  for (const { name, passed, failed } of results)
    lines.push(`${failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  return [...lines, '', `${seconds} s`, `${passed} passed, ${failed} failed`, ''].join('\n');
}

const indent = (text) =>
  text
    .split('\n')
    .slice(0, 60)
    .map((line) => `  ${line}`)
    .join('\n');
