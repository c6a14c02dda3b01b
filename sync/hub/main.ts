import { runHubCommand } from './command.ts';

/** The hub as a process of its own. */
const code = await runHubCommand(process.argv.slice(2));
process.stdout.write('', () => process.exit(code));
