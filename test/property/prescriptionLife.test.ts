import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actsNow, requestActs, requestStatuses, stepOf } from '../../preload/contract/prescriptionLife.ts';

const standing = fc.record({ status: fc.constantFrom(...requestStatuses), dispensed: fc.nat(100) });
const act = fc.constantFrom(...requestActs);

test('whatever is done in whatever order: what has ended stays ended, what was handed over was active, and a mistake had nothing handed over', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ act, reason: fc.constantFrom('', 'because'), gives: fc.nat(3) }), { maxLength: 30 }), (deeds) => {
      let now = { status: requestStatuses[0] as (typeof requestStatuses)[number], dispensed: 0 };
      let wasSigned = false;
      for (const { act: deed, reason, gives } of deeds) {
        if (now.status === 'active') now = { ...now, dispensed: now.dispensed + gives };
        const before = now;
        const step = stepOf(now, deed, reason);
        if (!step.ok) continue;
        if (deed === 'sign') wasSigned = true;
        now = { ...now, status: step.to };
        expect(['stopped', 'cancelled', 'entered-in-error'].includes(before.status) && now.status !== 'entered-in-error').toBe(false);
        if (['active', 'on-hold', 'stopped', 'completed'].includes(now.status)) expect(wasSigned).toBe(true);
        if (now.status === 'entered-in-error' || now.status === 'cancelled') expect(now.dispensed).toBe(0);
        if (now.status === 'completed') expect(now.dispensed).toBeGreaterThan(0);
        expect(now.status).not.toBe('draft');
      }
    }),
  );
});

test('what the screen offers is possible with a reason, and only that', () => {
  fc.assert(
    fc.property(standing, act, (at, deed) => {
      const offered = actsNow(at).includes(deed);
      const byHand = !['sign', 'complete', 'reopen'].includes(deed);
      expect(offered).toBe(byHand && stepOf(at, deed, 'because').ok);
    }),
  );
});
