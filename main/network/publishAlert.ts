import { publish, type WriteScope } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';

type Alert = Pick<Row<'alert'>, 'id' | 'kind' | 'severity' | 'subject' | 'on_hand' | 'raised_at' | 'ended_at'>;

/** An alert as others see it. */
export function publishAlert(w: WriteScope, alert: Alert, item: { unit: string; reorderLevel: number } | undefined): void {
  publish(w, 'alert', alert.id, {
    kind: alert.kind as 'shortage',
    severity: alert.severity as 'warning',
    subject: alert.subject,
    onHand: alert.on_hand,
    unit: item?.unit ?? null,
    reorderLevel: item?.reorderLevel ?? null,
    raisedAt: alert.raised_at,
    endedAt: alert.ended_at,
  });
}
