import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs a program to its end and keeps what it prints. @returns { code, output }
 * `shown`: print while it runs, on standard error.
 */
export function capture(command, args, { cwd, env, shown = false, timeoutMs = 0, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'], shell });
    const pieces = [];
    const keep = (piece) => {
      pieces.push(piece);
      if (shown) process.stderr.write(piece);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const limit = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    const end = (code, more = '') => {
      clearTimeout(limit);
      resolve({ code, output: stripVTControlCharacters(Buffer.concat(pieces).toString()) + more });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Hands the terminal over to a program; a signal sent to us is passed on. @returns its exit code */
export function handOver(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: 'inherit' });
    passSignalsTo(child);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

export function passSignalsTo(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}
