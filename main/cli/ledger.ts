import { verifyCommand } from './checking.ts';
import { keyHelp } from './keyFor.ts';

const help = `Usage: medvault ledger verify --data DIR [--key-file FILE | --passphrase | --recovery-key] [--json]

Sums every lot's movements at every place and compares quantity and value with the balances; looks for movements in the wrong direction,
stock that was ever under zero, reversals and moves between places whose two sides do not fit.
{ "ok", "movements", "balances", "value", "firstBad": { "what", "lotId", "locationId", "movementId", "found", "expected" } }; exit 1 when
something does not hold. Values are in minor units of the currency.
${keyHelp}
`;

export const run = (args: string[]): Promise<number> => verifyCommand('ledger', args, help);
