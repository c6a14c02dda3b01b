import { z } from 'zod';
import { blobRef, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';

/** What the patient says, what is found, what it is taken for, what is done (S, O, A, P). */
export const noteSections = z.object({
  subjective: longText.default(''),
  objective: longText.default(''),
  assessment: longText.default(''),
  plan: longText.default(''),
});
export type NoteSections = z.infer<typeof noteSections>;
export const sectionNames = ['subjective', 'objective', 'assessment', 'plan'] as const satisfies readonly (keyof NoteSections)[];
export const emptyNote: NoteSections = { subjective: '', objective: '', assessment: '', plan: '' };

/** A sick note gives no diagnosis away: it goes to an employer or a school. */
export const letter = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('referral'),
    to: shortText.min(2),
    urgency: z.enum(['routine', 'urgent', 'emergency']),
    question: longText.min(1),
  }),
  z.object({ type: z.literal('sick-note'), from: day, until: day, note: longText.default('') }),
  z.object({ type: z.literal('discharge-summary'), course: longText.min(1), followUp: longText.default('') }),
]);
export type Letter = z.infer<typeof letter>;
export type LetterType = Letter['type'];

/** As it stood when the letter was signed. */
export const letterFacts = z.object({
  diagnoses: z.array(z.string()),
  medicines: z.array(z.string()),
  allergies: z.array(z.string()),
  allergiesAsked: z.boolean(),
});
export type LetterFacts = z.infer<typeof letterFacts>;

const written = z.object({
  compositionId: id,
  status: z.enum(['preliminary', 'final', 'entered-in-error']),
  version: z.int(),
  authorName: shortText,
  writtenAt: instant,
  signedAt: instant.nullable(),
  signedByName: shortText.nullable(),
});
export const writtenNote = written.extend({ sections: noteSections });
export const writtenAddendum = written.extend({ text: z.string() });
export const writtenLetter = written.extend({ letter });
export type WrittenLetter = z.infer<typeof writtenLetter>;

export const phrase = z.object({ phraseId: id, shortcut: shortText, sections: noteSections, isShared: z.boolean(), version: z.int() });
export type Phrase = z.infer<typeof phrase>;

export const compositions = {
  'compositions.ofEncounter': query({
    permission: 'Composition.read',
    input: z.object({ encounterId: id }),
    output: z.object({ note: writtenNote.nullable(), addenda: z.array(writtenAddendum), letters: z.array(writtenLetter) }),
  }),
  /** One note a visit. `version`: null when none was there; somebody else's change is answered with 'version.conflict'. */
  'compositions.saveNote': command({
    permission: 'Composition.create',
    input: z.object({ encounterId: id, sections: noteSections, version: z.int().nullable() }),
    output: z.object({ compositionId: id, version: z.int() }),
  }),
  /** What is said after the visit was closed stands beside the signed note, never in it. */
  'compositions.addAddendum': command({
    permission: 'Composition.create',
    input: z.object({ encounterId: id, text: longText.min(1) }),
    output: z.object({ compositionId: id }),
  }),
  'compositions.writeLetter': command({
    permission: 'Composition.create',
    input: z.object({ encounterId: id, letter }),
    output: z.object({ compositionId: id }),
  }),
  'compositions.print': command({
    permission: 'Composition.read',
    input: z.object({ compositionId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
  'compositions.enteredInError': command({
    permission: 'Composition.create',
    input: z.object({ compositionId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'phrases.list': query({
    permission: 'Composition.read',
    input: z.object({}),
    output: z.object({ phrases: z.array(phrase) }),
  }),
  'phrases.save': command({
    permission: 'Composition.create',
    input: z.object({
      phraseId: id.nullable().default(null),
      version: z.int().default(1),
      shortcut: z
        .string()
        .trim()
        .regex(/^[\p{L}\p{N}-]{2,30}$/u),
      sections: noteSections,
      isShared: z.boolean().default(false),
    }),
    output: z.object({ phraseId: id }),
  }),
  'phrases.retire': command({
    permission: 'Composition.create',
    input: z.object({ phraseId: id, version: z.int() }),
    output: z.object({}),
  }),
};
