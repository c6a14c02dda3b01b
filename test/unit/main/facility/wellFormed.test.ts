import { expect, test } from 'vitest';
import { wellFormed } from '../../../../main/facility/wellFormed.ts';
import { testClinic } from '../../../support/testContext.ts';

test('half a surrogate pair becomes U+FFFD, wherever it stands; everything else stays', () => {
  const at = new Date(0);
  expect(wellFormed({ a: ['\ud800x', '🦠', 1, null], '\udc00': { at } })).toEqual({ a: ['\ufffdx', '🦠', 1, null], '\ufffd': { at } });
});

test('two names that the database would keep as one are one when they are compared, too', async () => {
  const clinic = await testClinic();
  const add = (name: string) => clinic.ask('administrator', 'departments.add', { name });
  expect(await add('Ward \ud800')).toMatchObject({ ok: true });
  expect(await add('Ward \udbff')).toMatchObject({ ok: false, error: { code: 'department.name_taken' } });
  expect((await clinic.call('administrator', 'departments.list', {})).departments.map((one) => one.name)).toContain('Ward \ufffd');
});
