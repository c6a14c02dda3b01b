import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import { selfSign } from '../security/selfSigned.ts';
import type { HubLog } from './hub.ts';

/** The hub's own certificate: two PEM files, or one that it makes itself and keeps in its data folder. */
export type TlsSource = { certFile: string; keyFile: string } | { keptIn: string };

/** PEM, as Node's TLS wants them; `cert` with the authorities between, newest first. */
export type TlsPair = { cert: string; key: string; leaf: X509Certificate };

/** @throws 'hub.tls_unreadable', 'hub.tls_mismatch', 'hub.tls_expired', 'hub.tls_not_yet' */
export function readPair({ certFile, keyFile }: { certFile: string; keyFile: string }, now: string): TlsPair {
  const [cert, key] = [read(certFile), read(keyFile)];
  const leaf = attempt(certFile, () => new X509Certificate(cert));
  const privateKey = attempt(keyFile, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(privateKey)) throw new AppError('hub.tls_mismatch', { certificate: certFile, key: keyFile });
  const until = new Date(leaf.validTo).toISOString();
  if (until <= now) throw new AppError('hub.tls_expired', { file: certFile, until: until.slice(0, 10) });
  const from = new Date(leaf.validFrom).toISOString();
  if (from > now) throw new AppError('hub.tls_not_yet', { file: certFile, from: from.slice(0, 10) });
  return { cert, key, leaf };
}

function read(file: string): string {
  return attempt(file, () => readFileSync(file, 'utf8'));
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new AppError('hub.tls_unreadable', { file });
  }
}

/** Made at the first start, for a hub without a name that an authority could vouch for. @throws 'storage.not_writable' */
export async function keepOwnPair(dataDir: string, now: string): Promise<{ certFile: string; keyFile: string }> {
  const files = { certFile: join(dataDir, 'tls.crt'), keyFile: join(dataDir, 'tls.key') };
  if (existsSync(files.certFile) && existsSync(files.keyFile)) return files;
  const { certificate, privateKey } = await selfSign({ name: 'MedVault hub', dns: ['medvault-hub.local'], now });
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(files.keyFile, key, { mode: 0o600 });
    writeFileSync(files.certFile, new X509Certificate(certificate).toString());
  } catch {
    throw new AppError('storage.not_writable', { folder: dataDir });
  }
  return files;
}

export type TlsWatch = { pair(): TlsPair; stop(): void };

/**
 * Looks whether the files were replaced. What is there then is used for new connections; what cannot be used is said in the log, and the
 * former one stays. @param put takes a new pair into use
 */
export function watchPair(
  files: { certFile: string; keyFile: string },
  first: TlsPair,
  { everyMs, now, log, put }: { everyMs: number; now: () => string; log: HubLog; put: (pair: TlsPair) => void },
): TlsWatch {
  let pair = first;
  let seen = stamp(files);
  const timer = setInterval(() => {
    const found = stamp(files);
    if (found === seen) return;
    seen = found;
    try {
      pair = readPair(files, now());
      put(pair);
      log('a new TLS certificate is in use', { until: pair.leaf.validTo });
    } catch (error) {
      log('the new TLS certificate cannot be used: the former one stays', {
        reason: error instanceof AppError ? error.code : String(error),
      });
    }
  }, everyMs);
  timer.unref();
  return { pair: () => pair, stop: () => clearInterval(timer) };
}

/** Changes with every replacement, by renaming or in place. */
function stamp({ certFile, keyFile }: { certFile: string; keyFile: string }): string {
  return [certFile, keyFile]
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      return found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeMs}`;
    })
    .join(' ');
}
