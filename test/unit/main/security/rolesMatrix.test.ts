import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPermissions } from '../../../../main/security/matrix.ts';
import { rolePermissions } from '../../../../main/security/roles.ts';

const file = join(import.meta.dirname, '../../../../main/security/rolesMatrix.md');

test('main/security/rolesMatrix.md is what the roles and the contract say', async () => {
  await expect(matrixText()).toMatchFileSnapshot(file);
});

test('a role lists each permission once, and none that no call asks for', () => {
  const asked = new Set(listPermissions().map(({ permission }) => permission));
  for (const [role, permissions] of Object.entries(rolePermissions)) {
    expect(new Set(permissions).size, role).toBe(permissions.length);
    expect(
      permissions.filter((permission) => !asked.has(permission)),
      role,
    ).toEqual([]);
  }
});

function matrixText(): string {
  const roles = Object.entries(rolePermissions) as [string, readonly string[]][];
  const lines = listPermissions().map(({ permission, methods }) => {
    const marks = roles.map(([, permissions]) => (permissions.includes(permission) ? 'x' : ' '));
    return `| ${permission} | ${marks.join(' | ')} | ${methods.join(', ')} |`;
  });
  return [
    '<!-- Generated: vitest run test/unit/main/security/rolesMatrix.test.ts --update -->',
    '# Who may do what',
    '',
    'The built-in roles of main/security/roles.ts against the permission that each call of preload/contract asks for. A facility composes further roles from the same permissions.',
    '',
    `| permission | ${roles.map(([role]) => role).join(' | ')} | calls |`,
    `|${' --- |'.repeat(roles.length + 2)}`,
    ...lines,
    '',
  ].join('\n');
}
