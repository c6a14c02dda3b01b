import type { ConfigurationChange, ConfigurationConflict, ConfigurationSection } from '../../preload/contract/configuration.ts';
import { isTimeZone } from '../../preload/contract/dates.ts';
import { registerNames } from '../../preload/contract/registers.ts';
import { registrationFields } from '../../preload/contract/registration.ts';
import type { ConfigurationContent } from './file.ts';

export type Facts = {
  isBuiltIn: (role: string) => boolean;
  knownPermissions: ReadonlySet<string>;
  /** roles that somebody has */
  held: ReadonlySet<string>;
  /** departments with members, or that a sensitivity mark names */
  used: ReadonlySet<string>;
};
export type Plan = {
  changes: ConfigurationChange[];
  conflicts: ConfigurationConflict[];
  unknown: { section: string; name: string }[];
};
export type ImportMode = 'merge' | 'exact';

const sections = [
  'facility',
  'roles',
  'signIn',
  'departments',
  'access',
  'retention',
  'backups',
  'registration',
  'registers',
] as const satisfies ConfigurationSection[];

/** What has to change so that the facility is as the file says; pure. Built-in roles and who has a role are never touched. */
export function planImport(present: Required<ConfigurationContent>, wanted: ConfigurationContent, mode: ImportMode, facts: Facts): Plan {
  const plan: Plan = { changes: [], conflicts: [], unknown: [] };
  for (const name of Object.keys(wanted)) {
    if (!sections.some((section) => section === name)) plan.unknown.push({ section: 'file', name });
  }
  planFacility(plan, present, wanted);
  const rolesAfter = planRoles(plan, present, wanted, mode, facts);
  planSignIn(plan, present, wanted, rolesAfter, facts);
  planDepartments(plan, present, wanted, mode, facts);
  planFields(plan, 'access', present.access, wanted.access);
  planFields(plan, 'retention', present.retention, wanted.retention);
  planFields(plan, 'backups', present.backups, wanted.backups);
  planRegistration(plan, present, wanted);
  const known = Object.entries(wanted.registers ?? {}).filter(([name]) => isKnown(registerNames, name));
  planFields(plan, 'registers', present.registers, Object.fromEntries(known));
  for (const name of Object.keys(wanted.registers ?? {}))
    if (!isKnown(registerNames, name)) plan.unknown.push({ section: 'registers', name });
  return plan;
}

type Values = Readonly<Record<string, string | number | undefined>>;

function planFields(plan: Plan, section: ConfigurationSection, present: Values | undefined, wanted: Values | undefined): void {
  for (const [name, value] of Object.entries(wanted ?? {})) {
    const before = present?.[name];
    if (value === undefined || value === before) continue;
    plan.changes.push({ section, name, is: 'changed', before: before === undefined ? [] : [String(before)], after: [String(value)] });
  }
}

/** Amounts of money carry no currency of their own: it is chosen once, at the set-up. */
function planFacility(plan: Plan, present: Required<ConfigurationContent>, { facility: wanted }: ConfigurationContent): void {
  const { currency, timeZone, ...others } = wanted ?? {};
  const isZone = timeZone !== undefined && isTimeZone(timeZone);
  if (timeZone !== undefined && !isZone) plan.unknown.push({ section: 'facility', name: timeZone });
  if (currency !== undefined && currency !== present.facility?.currency) {
    plan.conflicts.push({ section: 'facility', name: 'currency', why: 'fixed' });
  }
  planFields(plan, 'facility', present.facility, { ...others, ...(isZone ? { timeZone } : {}) });
}

function planRoles(
  plan: Plan,
  present: Required<ConfigurationContent>,
  { roles: wanted }: ConfigurationContent,
  mode: ImportMode,
  facts: Facts,
): ReadonlySet<string> {
  const before = new Map((present.roles ?? []).map((role) => [role.name, role.permissions]));
  const after = new Set(before.keys());
  const inOtherLetters = new Map([...before.keys()].map((name) => [name.toLocaleLowerCase(), name]));
  const named = new Set<string>();
  for (const { name, permissions } of wanted ?? []) {
    const code = name.charAt(0).toLocaleUpperCase() + name.slice(1);
    if (facts.isBuiltIn(name) || facts.isBuiltIn(code.toLocaleLowerCase())) {
      plan.conflicts.push({ section: 'roles', name, why: 'built-in' });
      continue;
    }
    const twin = inOtherLetters.get(code.toLocaleLowerCase());
    if (twin !== undefined && twin !== code) {
      plan.conflicts.push({ section: 'roles', name, why: 'other-letters' });
      named.add(twin);
      continue;
    }
    if (named.has(code)) continue; // named twice: the first counts
    named.add(code);
    inOtherLetters.set(code.toLocaleLowerCase(), code);
    for (const unknown of permissions.filter((one) => !facts.knownPermissions.has(one))) {
      plan.unknown.push({ section: 'roles', name: `${code}: ${unknown}` });
    }
    const next = [...new Set(permissions.filter((one) => facts.knownPermissions.has(one)))].toSorted();
    const old = before.get(code);
    after.add(code);
    if (old?.toSorted().join() === next.join()) continue;
    plan.changes.push({ section: 'roles', name: code, is: old ? 'changed' : 'added', before: old ?? [], after: next });
  }
  if (mode === 'exact' && wanted) {
    for (const [name, permissions] of before) {
      if (named.has(name)) continue;
      if (facts.held.has(name)) plan.conflicts.push({ section: 'roles', name, why: 'held' });
      else {
        plan.changes.push({ section: 'roles', name, is: 'removed', before: permissions, after: [] });
        after.delete(name);
      }
    }
  }
  return after;
}

function planSignIn(
  plan: Plan,
  present: Required<ConfigurationContent>,
  { signIn: wanted }: ConfigurationContent,
  roles: ReadonlySet<string>,
  facts: Facts,
): void {
  const before = new Map((present.signIn ?? []).map((rule) => [rule.role, rule]));
  for (const rule of wanted ?? []) {
    const { role } = rule;
    if (!facts.isBuiltIn(role) && !roles.has(role)) {
      plan.unknown.push({ section: 'signIn', name: role });
      continue;
    }
    const [old, next] = [before.get(role) ?? defaultRule, rule].map(({ idleLockMinutes, requiresTotp }) => [
      String(idleLockMinutes),
      requiresTotp ? 'totp' : '',
    ]) as [string[], string[]];
    if (old.join() !== next.join()) plan.changes.push({ section: 'signIn', name: role, is: 'changed', before: old, after: next });
  }
}

const isKnown = (names: readonly string[], name: string): boolean => names.includes(name);

/** A field is its label, whether it is asked, whether it must be answered; what is not asked cannot be required. */
function planRegistration(plan: Plan, present: Required<ConfigurationContent>, { registration: wanted }: ConfigurationContent): void {
  const before = new Map((present.registration ?? []).map((one) => [one.field, one]));
  const named = new Set<string>();
  for (const { field, label, isAsked, isRequired } of wanted ?? []) {
    if (named.has(field)) continue;
    named.add(field);
    if (!isKnown(registrationFields, field)) {
      plan.unknown.push({ section: 'registration', name: field });
      continue;
    }
    const old = before.get(field) ?? { label: '', isAsked: true, isRequired: false };
    const [was, next] = [old, { label, isAsked, isRequired: isAsked && isRequired }].map((one) => [
      one.label,
      one.isAsked ? 'asked' : '',
      one.isRequired ? 'required' : '',
    ]) as [string[], string[]];
    if (was.join() !== next.join()) plan.changes.push({ section: 'registration', name: field, is: 'changed', before: was, after: next });
  }
}

/** Of a role that nothing was said about. */
const defaultRule = { idleLockMinutes: 5, requiresTotp: false };

function planDepartments(
  plan: Plan,
  present: Required<ConfigurationContent>,
  { departments: wanted }: ConfigurationContent,
  mode: ImportMode,
  facts: Facts,
): void {
  const before = new Map((present.departments ?? []).map((name) => [name.toLocaleLowerCase(), name]));
  const named = new Set<string>();
  for (const name of wanted ?? []) {
    const key = name.toLocaleLowerCase();
    if (named.has(key)) continue;
    named.add(key);
    if (!before.has(key)) plan.changes.push({ section: 'departments', name, is: 'added', before: [], after: [name] });
  }
  if (mode === 'merge' || !wanted) return;
  for (const [key, name] of before) {
    if (named.has(key)) continue;
    if (facts.used.has(name)) plan.conflicts.push({ section: 'departments', name, why: 'used' });
    else plan.changes.push({ section: 'departments', name, is: 'removed', before: [name], after: [] });
  }
}
