import { verifyCommand } from './checking.ts';
import { keyHelp } from './keyFor.ts';

const help = `Usage: medvault audit verify --data DIR [--key-file FILE | --passphrase | --recovery-key] [--json]

Walks the whole audit chain of the facility in DIR and compares every append-only row with its hash.
Heads that the hub witnessed are compared as it answered when the facility was last connected ("witness": "askedAt").
{ "ok", "rows", "heads", "signed", "erased" (people), "firstBad", "witness" }; exit 1 when something was changed, removed, reordered or inserted.
firstBad.why "witnessed-otherwise": the hub witnessed that row with another hash. "witnessed-cut": it witnessed a row that is gone.
${keyHelp}
`;

export const run = (args: string[]): Promise<number> => verifyCommand('audit', args, help);
