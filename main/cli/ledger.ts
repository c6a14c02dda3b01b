import { verifyCommand } from './checking.ts';
import { keyHelp } from './keyFor.ts';

const help = `Usage: medvault ledger verify --data DIR [--key-file FILE | --passphrase | --recovery-key] [--json]

Sums every lot's movements and compares them with the balances.
{ "ok", "movements", "balances", "firstBad" }; exit 1 when one differs.
${keyHelp}
`;

export const run = (args: string[]): Promise<number> => verifyCommand('ledger', args, help);
