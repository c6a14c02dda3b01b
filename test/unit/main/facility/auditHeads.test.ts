import { expect, test } from 'vitest';
import { signAuditHead } from '../../../../main/facility/openFacility.ts';
import { until } from '../../../../main/demo/step.ts';
import { anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('the head is signed by itself every hundred lines, and when it is asked for', async () => {
  const clinic = await testClinic();
  const heads = () => clinic.count('audit_head');
  const before = heads();
  for (let n = 0; n < 60; n++) await anItem(clinic, { name: `Item number ${n}`, reorderLevel: 1 }); // an item and its alert: two lines each
  await until('a head is signed', 5, async () => heads() > before);
  await signAuditHead(clinic.facility, 1);
  const verdict = clinic.facility.raw
    .prepare('SELECT (SELECT max(seq) FROM audit_event) = (SELECT max(seq) FROM audit_head)')
    .pluck()
    .get();
  expect(verdict).toBe(1);
});
