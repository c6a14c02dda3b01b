import { seal } from '../../db/personKeys.ts';
import { writeAuditKey } from './auditKey.ts';
import { newKeyFile } from './keyFile.ts';
import { formerKeysKey, keyFor, type OpenedKeys, type Unlock } from './keys.ts';
import { type DailyKind, fingerprint, parseKeys, pathOf, tryUnseal, type Wrap, writeKeys } from './keysFile.ts';
import { recoveryWrap } from './recoveryWrap.ts';

/** Of the folder's own key file a new one is made with the new data key: whoever has a copy of the former one opens nothing with it. */
const isOwnKeyFile = (kind: Wrap['kind'], unlock: Unlock) => kind === 'key-file' && unlock.keyFile === undefined;

/**
 * The key files of a staged folder under a new data key: every daily key that this process has wraps it again, the others fall away and are
 * added again by whoever knows them. The recovery key is a new one, the audit's key stays, and the former data key is kept sealed under the
 * new one, so that earlier backups are still read.
 */
export function writeReplacedKeys(
  dataDir: string,
  stage: string,
  opened: OpenedKeys,
  { unlock, newKey, recoverySecret, at }: { unlock: Unlock; newKey: Uint8Array; recoverySecret: Uint8Array; at: string },
): { kept: string[]; dropped: string[] } {
  const file = parseKeys(dataDir);
  const daily = file.wraps.filter((wrap): wrap is Wrap & { kind: DailyKind } => wrap.kind !== 'recovery');
  const kept = daily.flatMap((wrap) => {
    const key = keyFor(dataDir, wrap.kind, unlock);
    if (!key || !tryUnseal(key, Buffer.from(wrap.wrapped, 'base64'))) return [];
    const next = isOwnKeyFile(wrap.kind, unlock) ? newKeyFile(pathOf(stage).keyFile) : key;
    return [{ wrap: { ...wrap, wrapped: seal(next, newKey).toString('base64') }, key: next }];
  });
  writeAuditKey(
    stage,
    opened.auditPrivateKey,
    kept.map(({ wrap, key }) => [wrap.kind, key]),
  );
  const former = [...(file.formerKeys ?? [])].map(({ check, sealed }) => ({
    check,
    key: tryUnseal(formerKeysKey(opened.databaseKey), Buffer.from(sealed, 'base64')),
  }));
  const known = [...former, { check: file.check, key: opened.databaseKey }];
  writeKeys(stage, {
    ...file,
    wraps: [...kept.map(({ wrap }) => wrap), recoveryWrap(recoverySecret, newKey, at)],
    check: fingerprint(newKey),
    formerKeys: known.flatMap(({ check, key }) => (key ? [{ check, sealed: seal(formerKeysKey(newKey), key).toString('base64') }] : [])),
  });
  const kinds = kept.map(({ wrap }) => wrap.kind);
  return { kept: kinds, dropped: daily.map((wrap) => wrap.kind).filter((kind) => !kinds.includes(kind)) };
}
