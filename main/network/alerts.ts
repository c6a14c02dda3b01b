import { listOwnAlerts, listPeerAlerts } from '../../db/queries/network.ts';
import type { AlertRow } from '../../preload/contract/network.ts';
import { readPayload } from '../../sync/protocol/kinds.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { kmFrom } from './place.ts';

const worstFirst: Record<AlertRow['severity'], number> = { critical: 0, warning: 1, unknown: 2, information: 3 };

/** Ours and our neighbours', worst first, newest first. */
export async function readAlerts(ctx: Context, includeEnded: boolean): Promise<AlertRow[]> {
  const ours = await listOwnAlerts(ctx.db);
  const theirs = await listPeerAlerts(ctx.db);
  const rows: AlertRow[] = [
    ...ours.map((row) => ({
      ...row,
      kind: row.kind as AlertRow['kind'],
      severity: row.severity as AlertRow['severity'],
      facilityName: ctx.facility.self.name,
      isOurs: true,
      km: null,
    })),
    ...theirs.flatMap(({ payload, latitude, longitude, ...row }): AlertRow[] => {
      const alert = readPayload('alert', payload);
      if (!alert) return [];
      const { kind, severity, subject, onHand, unit, reorderLevel, raisedAt, endedAt } = alert;
      const figures = { onHand, unit, reorderLevel };
      return [
        {
          ...row,
          ...figures,
          kind,
          severity,
          subject,
          raisedAt,
          endedAt,
          isOurs: false,
          km: kmFrom(ctx.facility, { latitude, longitude }),
        },
      ];
    }),
  ];
  return rows
    .filter((row) => includeEnded || row.endedAt === null)
    .sort((a, b) => worstFirst[a.severity] - worstFirst[b.severity] || b.raisedAt.localeCompare(a.raisedAt));
}

export const listAlerts: QueryHandler<'network.alerts'> = async (ctx, { includeEnded }) => ({
  alerts: await readAlerts(ctx, includeEnded),
});
