import { audit } from '../../db/write.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { type ConfigurationFile, fileFormat, fileVersion, hashOf, signedText } from './file.ts';
import { presentConfiguration } from './present.ts';

/** Told in the audit, with the hash of what left. */
export const exportConfiguration: HostHandler<'configuration.export'> = async (host, seat) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const { name, code } = facility.self;
  const said = {
    format: fileFormat,
    version: fileVersion,
    exportedAt: ctx.now(),
    from: { name, code },
    configuration: await facility.exclusive(() => presentConfiguration(ctx)),
  } as const;
  const sha256 = hashOf(said);
  const { keyId, sign } = facility.signer;
  const file: ConfigurationFile = { ...said, sha256, signature: { keyId, value: sign(signedText(sha256)).toString('base64') } };
  await inTransaction(ctx, (inside) => audit(inside, { action: 'export', resource: 'configuration', resourceId: '', body: { sha256 } }));
  return { name: `medvault-configuration-${code}-${ctx.today()}.json`, text: `${JSON.stringify(file, null, 2)}\n` };
};
