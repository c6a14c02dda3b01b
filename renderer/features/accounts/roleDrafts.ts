import type { RoleColumn } from '../../../preload/contract/accounts.ts';

/** What a role gave when its first cell was changed, and what it shall give. */
export type Draft = { seen: readonly string[]; wanted: readonly string[] };
export type Drafts = Readonly<Record<string, Draft>>;

export function toggled(drafts: Drafts, role: RoleColumn, permission: string): Drafts {
  const { seen, wanted } = drafts[role.code] ?? { seen: role.permissions, wanted: role.permissions };
  const next = wanted.includes(permission) ? wanted.filter((one) => one !== permission) : [...wanted, permission];
  return { ...drafts, [role.code]: { seen, wanted: next } };
}

/** Permissions that are given or taken by the draft. */
export function changesOf({ seen, wanted }: Draft): string[] {
  return [...wanted.filter((one) => !seen.includes(one)), ...seen.filter((one) => !wanted.includes(one))];
}
