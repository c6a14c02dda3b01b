import { z } from 'zod';
import { id, instant, page, shortText } from './common.ts';
import { query } from './method.ts';

export const auditRow = z.object({
  seq: z.int(),
  at: instant,
  actorKind: z.enum(['user', 'job', 'command', 'peer']),
  actorName: shortText,
  action: shortText,
  resource: shortText,
  resourceId: z.string(),
  patientId: id.nullable(),
  reason: z.string(),
});

/** `firstBad` names the first row that was changed, removed, reordered or inserted. */
export const auditVerdict = z.object({
  ok: z.boolean(),
  rows: z.int(),
  heads: z.int(),
  signed: z.int(),
  firstBad: z.object({ seq: z.int(), table: shortText, why: shortText }).nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const audit = {
  'audit.list': query({
    permission: 'AuditEvent.read',
    input: page.extend({ patientId: id.optional() }),
    output: z.object({ total: z.int(), rows: z.array(auditRow) }),
  }),
  'audit.verify': query({ permission: 'AuditEvent.read', input: z.object({}), output: auditVerdict }),
};
