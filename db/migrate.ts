import { existsSync, rmSync } from 'node:fs';
import type { Database as Raw } from 'better-sqlite3';
import { AppError } from '../preload/contract/errors.ts';
import { migrations as all, type Migration } from './migrations/index.ts';

/**
 * Brings the file to the newest step, each in one transaction with its number.
 * `copyTo`: where a verified copy of an older file goes before its first step. Answers the steps taken.
 * @throws 'storage.newer_version' when a newer program wrote this file: it is left untouched
 */
export function migrate(raw: Raw, options: { copyTo?: (version: number) => string; steps?: readonly Migration[] } = {}): number[] {
  const steps = options.steps ?? all;
  const newest = Math.max(0, ...steps.map((step) => step.version));
  const current = raw.pragma('user_version', { simple: true }) as number;
  if (current > newest) throw new AppError('storage.newer_version', { found: current, known: newest });
  const pending = steps.filter((step) => step.version > current).sort((a, b) => a.version - b.version);
  if (pending.length > 0 && current > 0 && options.copyTo) copyBefore(raw, options.copyTo(current));
  for (const step of pending) {
    raw
      .transaction(() => {
        step.up(raw);
        raw.pragma(`user_version = ${step.version}`);
      })
      .immediate();
  }
  return pending.map((step) => step.version);
}

/** VACUUM INTO keeps cipher and key; the online backup API does not work on encrypted files. */
function copyBefore(raw: Raw, path: string): void {
  if (existsSync(path)) rmSync(path); // left by an attempt that was interrupted
  raw.prepare('VACUUM INTO ?').run(path);
  raw.prepare('ATTACH ? AS copy').run(path); // takes the main key
  const verdict: unknown = raw.pragma('copy.integrity_check', { simple: true });
  raw.exec('DETACH copy');
  if (verdict !== 'ok') throw new AppError('storage.damaged', { why: 'integrity check' });
}
