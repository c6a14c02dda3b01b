import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { itemRow } from './inventory.ts';
import { command, host, query } from './method.ts';

export const linkState = z.enum(['not-enrolled', 'offline', 'connecting', 'online', 'refused']);

/** The line of truth: nothing here is guessed. */
export const networkStatus = z.object({
  link: linkState,
  hubName: shortText.nullable(),
  lastContactAt: instant.nullable(),
  waiting: z.int(),
  lastError: z.object({ code: z.string(), at: instant }).nullable(),
  /** minutes that this computer's clock differs from the hub's; null = not compared yet */
  clockSkewMinutes: z.number().nullable(),
  openAlerts: z.int(),
});
export type NetworkStatus = z.infer<typeof networkStatus>;

export const nearbyRow = z.object({
  facilityId: id,
  facilityName: shortText,
  facilityType: shortText,
  phone: shortText.nullable(),
  km: z.number().nullable(),
  itemName: shortText,
  onHand: z.int(),
  unit: shortText,
  status: shortText,
  nearestExpiry: shortText.nullable(),
  asOf: instant,
  /** seconds between the figure's own time and now */
  ageSeconds: z.int(),
  clockSuspect: z.boolean(),
});
export type NearbyRow = z.infer<typeof nearbyRow>;

export const alertRow = z.object({
  alertId: id,
  kind: z.enum(['shortage', 'surplus', 'near-expiry', 'recall', 'cold-chain', 'emergency', 'unknown']),
  severity: z.enum(['information', 'warning', 'critical', 'unknown']),
  facilityName: shortText,
  isOurs: z.boolean(),
  subject: shortText,
  onHand: z.int().nullable(),
  /** dispensing unit of the two figures; null = an older neighbour did not say */
  unit: shortText.nullable(),
  reorderLevel: z.int().nullable(),
  raisedAt: instant,
  km: z.number().nullable(),
  endedAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
});
export type AlertRow = z.infer<typeof alertRow>;

export const network = {
  'network.status': query({ permission: 'self', input: z.object({}), output: networkStatus }),
  /** Who near me has it: by one of our items, or by words. Sorted by distance, those that have it first. */
  'network.nearby': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id.optional(), text: z.string().max(200).optional() }),
    output: z.object({ asked: shortText, rows: z.array(nearbyRow), ours: itemRow.nullable() }),
  }),
  'network.alerts': query({
    permission: 'self',
    input: z.object({ includeEnded: z.boolean().default(false) }),
    output: z.object({ alerts: z.array(alertRow) }),
  }),
  'network.acknowledge': command({ permission: 'Flag.update', input: z.object({ alertId: id }), output: z.object({}) }),
  'network.peers': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      peers: z.array(
        z.object({
          facilityId: id,
          name: shortText,
          type: shortText,
          km: z.number().nullable(),
          lastSeenAt: instant.nullable(),
          items: z.int(),
        }),
      ),
    }),
  }),
  'network.enrol': host({
    permission: 'Organization.update',
    input: z.object({ hubUrl: z.string().max(300), code: z.string().max(100) }),
    output: z.object({ hubName: shortText }),
  }),
};
