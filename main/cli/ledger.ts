import { verifyLedger } from '../../db/verifyLedger.ts';
import { verifyCommand } from './verifying.ts';

const help = `Usage: medvault ledger verify --data DIR [--json]

Sums every lot's movements and compares them with the balances.
{ "ok", "movements", "balances", "firstBad" }; exit 1 when one differs.
`;

export const run = (args: string[]): Promise<number> => verifyCommand(args, help, (raw) => verifyLedger(raw));
