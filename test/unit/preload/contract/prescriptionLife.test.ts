import { expect, test } from 'vitest';
import { requestActs, requestStatuses, stepOf } from '../../../../preload/contract/prescriptionLife.ts';

/** Every act from every status, with nothing and with something handed over: what becomes of it. */
test('every transition', () => {
  const table = requestStatuses.map((status) => {
    const becomes = requestActs.flatMap((act) =>
      [0, 5].flatMap((dispensed) => {
        const step = stepOf({ status, dispensed }, act, 'because');
        return step.ok ? [`${act}${dispensed > 0 ? ' (some given)' : ''} -> ${step.to}`] : [];
      }),
    );
    return `${status}: ${becomes.join(', ') || 'nothing'}`;
  });
  expect(table).toMatchInlineSnapshot(`
    [
      "draft: sign -> active, sign (some given) -> active, cancel -> cancelled, enter-in-error -> entered-in-error",
      "active: hold -> on-hold, hold (some given) -> on-hold, stop -> stopped, stop (some given) -> stopped, complete (some given) -> completed, cancel -> cancelled, enter-in-error -> entered-in-error",
      "on-hold: resume -> active, resume (some given) -> active, stop -> stopped, stop (some given) -> stopped, cancel -> cancelled, enter-in-error -> entered-in-error",
      "stopped: enter-in-error -> entered-in-error",
      "completed: reopen -> active, reopen (some given) -> active",
      "cancelled: enter-in-error -> entered-in-error",
      "entered-in-error: nothing",
    ]
  `);
});

test('who ends, holds, resumes or corrects says why; a draft that nobody saw is thrown away without a word', () => {
  for (const act of ['hold', 'stop', 'cancel', 'enter-in-error'] as const)
    expect(stepOf({ status: 'active', dispensed: 0 }, act, ' x ')).toEqual({ ok: false, why: 'reason' });
  expect(stepOf({ status: 'on-hold', dispensed: 0 }, 'resume', '')).toEqual({ ok: false, why: 'reason' });
  expect(stepOf({ status: 'draft', dispensed: 0 }, 'cancel', '')).toEqual({ ok: true, to: 'cancelled' });
});

test('what was handed over cannot be unsaid', () => {
  for (const act of ['cancel', 'enter-in-error'] as const)
    expect(stepOf({ status: 'active', dispensed: 1 }, act, 'because')).toEqual({ ok: false, why: 'given' });
  expect(stepOf({ status: 'active', dispensed: 0 }, 'complete', '')).toEqual({ ok: false, why: 'nothing_given' });
});
