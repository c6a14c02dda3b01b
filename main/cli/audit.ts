import { verifyAudit } from '../../db/verifyAudit.ts';
import { headVerifier } from '../security/keys.ts';
import { verifyCommand } from './verifying.ts';

const help = `Usage: medvault audit verify --data DIR [--json]

Walks the whole audit chain of the facility in DIR and compares every append-only row with its hash.
{ "ok", "rows", "heads", "signed", "firstBad" }; exit 1 when something was changed, removed, reordered or inserted.
`;

export const run = (args: string[]): Promise<number> =>
  verifyCommand(args, help, (raw, dataDir) => verifyAudit(raw, headVerifier(dataDir)));
