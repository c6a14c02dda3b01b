/** A sub-command answers its exit code: 0 done, 1 refused or failed (the JSON says why), 2 wrong use. */
export type Command = { run: (args: string[]) => Promise<number> };

/** What `medvault NAME` can do. Loaded one at a time, so that `check-prescription` does not wait for the picture reader. */
export const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  audit: { summary: 'walk the audit chain of a facility', load: () => import('./audit.ts') },
  backup: { summary: 'make a backup of a facility, checked and read back', load: () => import('./backup.ts') },
  'check-prescription': {
    summary: 'check prescriptions for allergies, interactions, doses and more',
    load: () => import('./checkPrescription.ts'),
  },
  dedupe: { summary: 'find who stands in a list more than once', load: () => import('./dedupe.ts') },
  demo: { summary: 'play the main job on fresh folders, without a window', load: () => import('./demo.ts') },
  extract: { summary: 'read a picture of a prescription or label into fields', load: () => import('./extract.ts') },
  hub: { summary: 'run a regional hub', load: () => import('./hub.ts') },
  key: { summary: 'what opens a data folder; encrypt it under a new data key', load: () => import('./key.ts') },
  ledger: { summary: 'check the stock ledger of a data folder', load: () => import('./ledger.ts') },
  ocr: { summary: 'read the text of pictures', load: () => import('./ocr.ts') },
  pack: { summary: 'make, check and list packs of medicine knowledge', load: () => import('./pack.ts') },
  restore: { summary: 'put a backup in place; what was there is kept aside', load: () => import('./restore.ts') },
  seed: {
    summary: 'make an invented clinic to try things out; write, load, join: exchange with a hub by a file',
    load: () => import('./seed.ts'),
  },
  serve: { summary: 'serve a facility to browsers on this computer', load: () => import('./serve.ts') },
  verify: { summary: 'check a data folder or a backup', load: () => import('./verify.ts') },
};
