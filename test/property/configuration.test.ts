import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConfigurationContent } from '../../main/configuration/file.ts';
import { type Facts, type Plan, planImport } from '../../main/configuration/plan.ts';

type Whole = Required<ConfigurationContent>;

const permission = fc.constantFrom('Patient.read', 'Encounter.read', 'Backup.create', 'Potion.brew');
const permissions = fc.uniqueArray(permission).map((list) => list.toSorted());
const roleName = fc.constantFrom('Midwife', 'midwife', 'MIDWIFE', 'Porter', 'Herbalist', 'administrator', 'Administrator', 'nurse');
const composed = fc.constantFrom('Midwife', 'Porter', 'Herbalist');
const department = fc.constantFrom('Maternity', 'maternity', 'Laundry', 'Chapel');
const years = fc.integer({ min: 1, max: 100 });
const rule = (role: fc.Arbitrary<string>) =>
  fc.record({ role, idleLockMinutes: fc.integer({ min: 1, max: 60 }), requiresTotp: fc.boolean() });
const facility = fc.record({
  type: fc.constantFrom('clinic' as const, 'pharmacy' as const),
  timeZone: fc.constantFrom('Africa/Accra', 'Africa/Dakar'),
  locale: fc.constantFrom('en' as const, 'fr' as const),
  currency: fc.constantFrom('GHS', 'XOF'),
});
const field = fc.record({
  field: fc.constantFrom('village', 'district', 'shoeSize'),
  label: fc.constantFrom('', 'County'),
  isAsked: fc.boolean(),
  isRequired: fc.boolean(),
});
const ofOwn = field.filter((one) => one.field !== 'shoeSize').map((one) => ({ ...one, isRequired: one.isAsked && one.isRequired }));
const rest = {
  facility,
  access: fc.record({ breakGlassMinutes: fc.integer({ min: 5, max: 480 }) }),
  retention: fc.record({ care: years, medication: years, document: years }),
  backups: fc.record({ keep: fc.integer({ min: 2, max: 365 }) }),
};
const distinct = (list: readonly string[]) =>
  list.filter((name, at) => list.findIndex((one) => one.toLowerCase() === name.toLowerCase()) === at);

const present: fc.Arbitrary<Whole> = fc
  .record({
    ...rest,
    roles: fc.uniqueArray(fc.record({ name: composed, permissions }), { selector: (role) => role.name }),
    departments: fc.array(department).map(distinct),
    registration: fc.uniqueArray(ofOwn, { selector: (one) => one.field }),
    registers: fc.dictionary(fc.constantFrom('diabetes', 'hiv'), fc.integer({ min: 1, max: 730 })),
    minutes: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ minutes, ...whole }) => ({
    ...whole,
    signIn: ['administrator', 'nurse', ...whole.roles.map(({ name }) => name)].map((role) => ({
      role,
      idleLockMinutes: minutes,
      requiresTotp: false,
    })),
  }));
const wanted: fc.Arbitrary<ConfigurationContent> = fc.record(
  {
    ...rest,
    timeZone: fc.constant('no section'),
    roles: fc.array(fc.record({ name: roleName, permissions })),
    signIn: fc.uniqueArray(rule(fc.constantFrom('administrator', 'nurse', 'Midwife', 'Herbalist', 'wizard')), {
      selector: (one) => one.role,
    }),
    departments: fc.array(department),
    registration: fc.array(field),
    registers: fc.dictionary(fc.constantFrom('diabetes', 'hiv', 'gout'), fc.integer({ min: 1, max: 730 })),
  },
  { requiredKeys: [] },
);
const builtIn = new Set(['administrator', 'nurse']);
const facts = fc.record({ held: fc.uniqueArray(composed), used: fc.uniqueArray(department) }).map(({ held, used }): Facts => ({
  isBuiltIn: (role) => builtIn.has(role),
  knownPermissions: new Set(['Patient.read', 'Encounter.read', 'Backup.create']),
  held: new Set(held),
  used: new Set(used),
}));

/** What main/configuration/importFile.ts does, on plain values. */
function done(before: Whole, { changes }: Plan): Whole {
  const roles = new Map((before.roles ?? []).map((role) => [role.name, role.permissions]));
  const signIn = new Map((before.signIn ?? []).map((one) => [one.role, one]));
  const departments = new Set(before.departments);
  const fields = new Map((before.registration ?? []).map((one) => [one.field, one]));
  const values: Record<string, Record<string, unknown>> = {
    facility: { ...before.facility },
    access: { ...before.access },
    retention: { ...before.retention },
    backups: { ...before.backups },
    registers: { ...before.registers },
  };
  for (const { section, name, is, after } of changes) {
    const [value = '', second] = after;
    if (section === 'roles' && is === 'removed') {
      roles.delete(name);
      signIn.delete(name);
    } else if (section === 'roles') roles.set(name, [...after]);
    else if (section === 'signIn') signIn.set(name, { role: name, idleLockMinutes: Number(value), requiresTotp: second === 'totp' });
    else if (section === 'registration')
      fields.set(name, { field: name, label: value, isAsked: second === 'asked', isRequired: after[2] === 'required' });
    else if (section === 'departments' && is === 'removed') departments.delete(name);
    else if (section === 'departments') departments.add(name);
    else values[section] = { ...values[section], [name]: section === 'facility' ? value : Number(value) };
  }
  return {
    ...values,
    roles: [...roles].map(([name, given]) => ({ name, permissions: given })),
    signIn: [...signIn.values()],
    departments: [...departments],
    registration: [...fields.values()],
  } as unknown as Whole;
}

test('an import done once leaves nothing to do, touches no built-in role and removes nothing that is in use', () => {
  fc.assert(
    fc.property(present, wanted, facts, fc.constantFrom('merge' as const, 'exact' as const), (before, file, known, mode) => {
      const plan = planImport(before, file, mode, known);
      expect(planImport(done(before, plan), file, mode, known).changes).toEqual([]);
      const { changes } = plan;
      expect(changes.filter(({ section, name }) => section === 'roles' && builtIn.has(name.toLowerCase()))).toEqual([]);
      const removed = changes.filter(({ is }) => is === 'removed');
      expect(removed.filter(({ section, name }) => (section === 'roles' ? known.held : known.used).has(name))).toEqual([]);
      if (mode === 'merge') expect(removed).toEqual([]);
      expect(changes.flatMap(({ section, after }) => (section === 'roles' ? after : []))).not.toContain('Potion.brew');
      expect(changes.some(({ name }) => name === 'currency')).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
