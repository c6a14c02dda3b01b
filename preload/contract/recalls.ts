import { z } from 'zod';
import { day, id, instant, longText, shortText } from './common.ts';
import { command, host, query } from './method.ts';
import { patientRow } from './patients.ts';

/** How grave: I may kill or harm for good, II may harm for a time, III is not likely to harm. Source: 21 CFR 7.3(m), used by WHO and most authorities. */
export const recallClass = z.enum(['I', 'II', 'III']);
export const recallStatus = z.enum(['open', 'closed', 'cancelled']);
export const recallHow = z.enum(['phone', 'visit', 'letter', 'not-reached']);

const recallRow = z.object({
  recallId: id,
  number: shortText,
  itemId: id,
  itemName: shortText,
  unit: shortText,
  isWholeItem: z.boolean(),
  lotNumbers: z.array(shortText),
  class: recallClass,
  reason: longText,
  source: shortText,
  status: recallStatus,
  outcome: longText,
  openedAt: instant,
  openedBy: shortText,
  endedAt: instant.nullable(),
  version: z.int(),
});
export type RecallRow = z.infer<typeof recallRow>;

/** Where the units of a lot went, dispensing units: `received` = all that came in; what is neither here nor given was lost, sent on or written off. */
const recallLot = z.object({
  lotId: id,
  lotNumber: shortText,
  expiry: day.nullable(),
  status: shortText,
  received: z.int(),
  toPatients: z.int(),
  toWards: z.int(),
  elsewhere: z.int(),
  onHand: z.int(),
  places: z.array(z.object({ locationId: id, name: shortText, onHand: z.int() })),
});
export type RecallLot = z.infer<typeof recallLot>;

const contact = z.object({ how: recallHow, broughtBack: z.int(), note: shortText, at: instant, by: shortText });
const recallPerson = z.object({
  patient: patientRow,
  quantity: z.int(),
  lotNumbers: z.array(shortText),
  lastGivenOn: day,
  contacts: z.array(contact),
});
export type RecallPerson = z.infer<typeof recallPerson>;

const what = {
  itemId: id,
  /** null: every lot, also those that still come */
  lotNumbers: z.array(shortText.min(1)).min(1).max(200).nullable(),
};

export const recalls = {
  'recalls.list': query({
    permission: 'Recall.read',
    input: z.object({ status: z.enum(['open', 'all']).default('open') }),
    output: z.object({ recalls: z.array(recallRow.extend({ onHand: z.int(), people: z.int(), told: z.int() })) }),
  }),
  /** What a recall would find, before anything is done. @throws 'not_found' */
  'recalls.preview': query({
    permission: 'Recall.read',
    input: z.object(what),
    output: z.object({ lots: z.array(recallLot), people: z.int(), unknownLots: z.array(shortText) }),
  }),
  /** @throws 'not_found' */
  'recalls.get': query({
    permission: 'Recall.read',
    input: z.object({ recallId: id }),
    output: z.object({ recall: recallRow, lots: z.array(recallLot), unknownLots: z.array(shortText) }),
  }),
  /** Who got it, longest ago told last. `hidden`: people whose record is not for the eyes of who asks: somebody else has to tell them. @throws 'not_found' */
  'recalls.people': query({
    permission: 'Recall.read',
    input: z.object({ recallId: id }),
    output: z.object({ people: z.array(recallPerson), hidden: z.int() }),
  }),
  /** One act: nothing of it can be given any more, and what is here stands in quarantine. @throws 'not_found', 'recall.already_open' */
  'recalls.start': command({
    permission: 'Recall.create',
    input: z.object({ ...what, class: recallClass, reason: longText.min(3), source: shortText.min(3) }),
    output: z.object({ recallId: id, number: shortText, lots: z.int(), quarantined: z.int() }),
  }),
  /** @throws 'not_found', 'recall.not_open', 'recall.not_given' when the person did not get any of it */
  'recalls.noteContact': command({
    permission: 'Recall.create',
    input: z.object({
      recallId: id,
      patientId: id,
      how: recallHow,
      broughtBack: z.int().nonnegative().max(1_000_000).default(0),
      note: shortText.default(''),
    }),
    output: z.object({}),
  }),
  /** A page for each person who got it and whom nobody has reached yet, or for all of them, as PDF; or the list as CSV. Told in the audit before it leaves, and not kept. @throws 'not_found', 'recall.nobody' */
  'recalls.letters': host({
    permission: 'Recall.create',
    input: z.object({
      recallId: id,
      who: z.enum(['not-told', 'all']).default('not-told'),
      format: z.enum(['csv', 'pdf']).default('pdf'),
      locale: z.enum(['en', 'fr']).default('en'),
    }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  /** The goods stay blocked: they are sent back or destroyed. @throws 'not_found', 'recall.not_open', 'version.conflict' */
  'recalls.close': command({
    permission: 'Recall.create',
    input: z.object({ recallId: id, outcome: longText.min(3), version: z.int() }),
    output: z.object({ version: z.int() }),
  }),
  /** It was a mistake, or is taken back: lots that nothing else holds back may be given again once they are moved out of quarantine. @throws 'not_found', 'recall.not_open', 'version.conflict' */
  'recalls.cancel': command({
    permission: 'Recall.create',
    input: z.object({ recallId: id, outcome: longText.min(3), version: z.int() }),
    output: z.object({ version: z.int(), released: z.int() }),
  }),
};
