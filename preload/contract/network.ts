import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { itemRow } from './inventory.ts';
import { command, host, query } from './method.ts';

export const linkState = z.enum(['not-enrolled', 'offline', 'connecting', 'online', 'refused']);

/** The line of truth: nothing here is guessed. */
export const networkStatus = z.object({
  link: linkState,
  isPaused: z.boolean(),
  isMetered: z.boolean(),
  /** how far others' rows are read, while there is more than a page of them: 0 to 99; null = up to date */
  readPercent: z.int().nullable(),
  hubName: shortText.nullable(),
  lastContactAt: instant.nullable(),
  waiting: z.int(),
  lastError: z.object({ code: z.string(), at: instant }).nullable(),
  /** minutes that this computer's clock differs from the hub's; null = not compared yet */
  clockSkewMinutes: z.number().nullable(),
  openAlerts: z.int(),
});
export type NetworkStatus = z.infer<typeof networkStatus>;

/** What is read of others, and how sparing the line is used. */
export const linkSettings = z.object({
  /** around this facility, in km; null = everywhere */
  radiusKm: z.int().min(1).max(20_000).nullable(),
  /** of stock levels only those of products that this facility has */
  onlyOwnItems: z.boolean(),
  /** every byte is paid for: the line is used rarely, and alerts and transfers go at once even so */
  isMetered: z.boolean(),
  isPaused: z.boolean(),
});
export type LinkSettings = z.infer<typeof linkSettings>;

/** Key fingerprints as `medvault hub key show` prints them, so that people can compare over the telephone. */
export const hubKey = z.object({
  fingerprint: shortText,
  since: instant,
  /** the key that announced this one; null = this one was confirmed by the enrolment code */
  former: shortText.nullable(),
  /** when somebody here compared it with the hub's operator; only asked for where there was a former one */
  checkedAt: instant.nullable(),
  /** announced, not in use yet */
  next: z.object({ fingerprint: shortText, heardAt: instant }).nullable(),
});
export type HubKey = z.infer<typeof hubKey>;

/** As `http://proxy.example:3128`; user and password are said apart. */
export function isProxyAddress(text: string): boolean {
  const port = /^https?:\/\/(?:\[[\da-f:.]+\]|[\p{L}\d._-]+)(?::(\d{1,5}))?\/?$/iu.exec(text);
  return port !== null && Number(port[1] ?? 80) > 0 && Number(port[1] ?? 80) <= 65_535;
}

const proxyAddress = z.string().max(300).refine(isProxyAddress);

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
  /** `hasPlace`: this facility knows where it is; without that a radius cannot be kept to, and everything is read. */
  'network.settings': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      settings: linkSettings,
      /** null = as the computer's environment says; its password is never told */
      proxy: z.object({ url: z.string(), user: z.string(), hasPassword: z.boolean() }).nullable(),
      hasPlace: z.boolean(),
      version: z.int(),
    }),
  }),
  'network.change': command({
    permission: 'Organization.update',
    input: z.object({
      settings: linkSettings,
      /** absent = as before; a password that is absent too, unless address or user changed */
      proxy: z
        .object({ url: proxyAddress, user: z.string().trim().max(200), password: z.string().max(200).optional() })
        .nullable()
        .optional(),
      version: z.int(),
    }),
    output: z.object({}),
  }),
  'network.hubKey': query({ permission: 'self', input: z.object({}), output: z.object({ key: hubKey.nullable() }) }),
  /** The hub's operator was asked, and has this key. */
  'network.confirmKey': command({
    permission: 'Organization.update',
    input: z.object({ fingerprint: shortText }),
    output: z.object({}),
  }),
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
  /** The hub that this facility belongs to, at an address that it did not have: a line came, or it moved. */
  'network.moveTo': host({ permission: 'Organization.update', input: z.object({ hubUrl: z.string().max(300) }), output: z.object({}) }),
  'network.enrol': host({
    permission: 'Organization.update',
    input: z.object({ hubUrl: z.string().max(300), code: z.string().max(100) }),
    output: z.object({ hubName: shortText }),
  }),
};
