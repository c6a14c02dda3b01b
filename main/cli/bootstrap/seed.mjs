import { run as medvault } from './medvault.mjs';

export const run = (args) => medvault(['seed', ...args]);
