import { expect, test } from 'vitest';
import { assertNotLastAdministrator } from '../../../../main/security/lastAdministrator.ts';
import { testClinic } from '../../../support/testContext.ts';

test('only the last active administrator is held; with a second one either may go', async () => {
  const { facility } = await testClinic();
  const idOf = (username: string) => facility.raw.prepare('SELECT id FROM user_account WHERE username = ?').pluck().get(username) as string;
  expect(() => assertNotLastAdministrator(facility, idOf('administrator'))).toThrow('auth.last_administrator');
  expect(() => assertNotLastAdministrator(facility, idOf('doctor'))).not.toThrow();
  facility.raw.prepare(`INSERT INTO user_role (id, user_id, role_code) VALUES ('second', ?, 'administrator')`).run(idOf('doctor'));
  expect(() => assertNotLastAdministrator(facility, idOf('administrator'))).not.toThrow();
  facility.raw.prepare('UPDATE user_account SET is_active = 0 WHERE id = ?').run(idOf('doctor'));
  expect(() => assertNotLastAdministrator(facility, idOf('administrator'))).toThrow('auth.last_administrator');
  expect(() => assertNotLastAdministrator(facility, idOf('doctor'))).not.toThrow();
});
