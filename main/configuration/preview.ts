import { createHash } from 'node:crypto';
import { listHeldRoles } from '../../db/queries/accounts.ts';
import { listUsedDepartments } from '../../db/queries/visibility.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { headVerifier } from '../security/auditKey.ts';
import { isBuiltIn } from '../security/builtInRoles.ts';
import { listPermissions } from '../security/matrix.ts';
import { type ConfigurationFile, readConfigurationFile, signedText } from './file.ts';
import { type ImportMode, type Plan, planImport } from './plan.ts';
import { presentConfiguration } from './present.ts';

/** The plan against what stands now, and its hash: an import is done only as it was seen. */
export function planNow(ctx: Pick<Context, 'raw' | 'facility'>, file: ConfigurationFile, mode: ImportMode): Plan & { seen: string } {
  const plan = planImport(presentConfiguration(ctx), file.configuration, mode, {
    isBuiltIn,
    knownPermissions: new Set(listPermissions().map(({ permission }) => permission)),
    held: new Set(listHeldRoles(ctx.raw)),
    used: new Set(listUsedDepartments(ctx.raw)),
  });
  const seen = createHash('sha256')
    .update(JSON.stringify([file.sha256, mode, plan]))
    .digest('hex');
  return { ...plan, seen };
}

export const previewConfiguration: QueryHandler<'configuration.preview'> = async (ctx, { text, mode }) => {
  const file = readConfigurationFile(text);
  const plan = await ctx.facility.exclusive(() => planNow(ctx, file, mode));
  return { from: file.from, exportedAt: file.exportedAt, signature: signatureOf(ctx, file), ...plan };
};

function signatureOf(ctx: Context, { sha256, signature }: ConfigurationFile): Output<'configuration.preview'>['signature'] {
  const isOurs = headVerifier(ctx.facility.dataDir);
  return isOurs(signedText(sha256), Buffer.from(signature.value, 'base64')) ? 'own' : 'other';
}
