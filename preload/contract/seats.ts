import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

const version = z.int();
const seatName = shortText.min(1).max(60);

export const seatCard = z.object({
  seatId: id,
  name: shortText,
  kind: z.enum(['window', 'browser']),
  /** `here`: a browser on the computer that hosts the facility */
  reach: z.enum(['here', 'lan']),
  pairedAt: instant,
  /** null: came in by a sign-in link on the host itself */
  pairedByName: shortText.nullable(),
  lastSeenAt: instant.nullable(),
  isOnline: z.boolean(),
  /** who is signed in there now */
  userNames: z.array(shortText),
  isThis: z.boolean(),
  revokedAt: instant.nullable(),
  version,
});
export type SeatCard = z.infer<typeof seatCard>;

/** `https://HOST:PORT` of each address of the host. */
const addresses = z.array(z.string());

/** A DNS name, or nothing. */
const hostName = z.string().regex(/^$|^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/);

/** Other computers at this facility: sharing it on the local network, pairing, and the list of those who are paired. */
export const seats = {
  'seats.sharing': query({
    permission: 'Device.read',
    input: z.object({}),
    output: z.object({
      isOn: z.boolean(),
      port: z.int(),
      hostName: z.string(),
      version,
      isListening: z.boolean(),
      /** why it does not listen although it should */
      problem: z.enum(['port.in_use', 'internal']).nullable(),
      addresses,
      /** as a browser shows it; null until sharing was on for the first time */
      certificateSha256: z.string().nullable(),
    }),
  }),
  /** The listening follows the commit: seats.sharing tells. */
  'seats.setSharing': command({
    permission: 'Device.update',
    input: z.object({ isOn: z.boolean(), port: z.int().min(1024).max(65_535), hostName, version }),
    output: z.object({ version }),
  }),
  /** One code at a time, for one computer, for ten minutes; a new one replaces the former. */
  'seats.makeCode': host({
    permission: 'Device.update',
    input: z.object({}),
    output: z.object({
      groups: z.array(z.string()),
      expiresAt: instant,
      addresses,
      /** the same code as an address for a browser */
      browserLinks: z.array(z.string()),
      /** of the first link: `side` in cells, quiet zone included; `path`: SVG path data over that square */
      qr: z.object({ side: z.int(), path: z.string() }).nullable(),
    }),
  }),
  'seats.cancelCode': host({ permission: 'Device.update', input: z.object({}), output: z.object({}) }),
  'seats.list': query({ permission: 'Device.read', input: z.object({}), output: z.object({ seats: z.array(seatCard) }) }),
  'seats.rename': command({
    permission: 'Device.update',
    input: z.object({ seatId: id, name: seatName, version }),
    output: z.object({ version }),
  }),
  /** For ever: its line is closed and its sessions end at once. */
  'seats.revoke': command({
    permission: 'Device.update',
    input: z.object({ seatId: id, reason: shortText.default('') }),
    output: z.object({}),
  }),
};

/**
 * POST /seat/pair. A browser gives a secret and a name; a window of another computer also its key, proved on this connection
 * (main/seats/proof.ts).
 */
export const pairRequest = z.object({
  secret: z.string().min(8).max(100),
  name: seatName,
  /** Ed25519, SPKI in base64 */
  publicKey: z.string().max(200).optional(),
  proof: z.string().max(200).optional(),
});

export const pairAnswer = z.object({ seatId: id, facility: z.object({ code: shortText, name: shortText }) });
