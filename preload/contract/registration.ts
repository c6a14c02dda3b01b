import { z } from 'zod';
import { blobRef, day, id, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

/** What a facility may leave out, require or call otherwise when it registers people. */
export const registrationFields = [
  'givenNames',
  'birthDate',
  'phone',
  'village',
  'district',
  'region',
  'country',
  'language',
  'gender',
] as const;
export const registrationField = z.object({
  field: z.enum(registrationFields),
  /** '' = the program's own word */
  label: shortText,
  isAsked: z.boolean(),
  isRequired: z.boolean(),
});
export type RegistrationField = z.infer<typeof registrationField>;

/** A further fact about a person; each may be there several times. */
export const personFact = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('name'),
    use: z.enum(['usual', 'nickname', 'maiden', 'old', 'local-script']),
    text: shortText.min(1),
  }),
  z.object({ kind: z.literal('telecom'), use: z.enum(['mobile', 'home', 'work', 'relative']), value: shortText.min(3) }),
  z.object({
    kind: z.literal('identifier'),
    system: z.enum(['national', 'insurance', 'programme', 'other']),
    issuer: shortText.default(''),
    value: shortText.min(1),
  }),
  z.object({
    kind: z.literal('related'),
    relationship: z.enum(['mother', 'father', 'guardian', 'spouse', 'child', 'sibling', 'other']),
    name: shortText.min(1),
    phone: shortText.default(''),
    isGuardian: z.boolean().default(false),
    isNextOfKin: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('consent'),
    category: z.enum(['treatment', 'sharing', 'photo', 'reminders', 'research']),
    decision: z.enum(['permit', 'deny']),
    givenOn: day,
    givenBy: shortText.default(''),
  }),
]);
export type PersonFact = z.infer<typeof personFact>;
export type FactKind = PersonFact['kind'];
export const factKind = z.enum(['name', 'telecom', 'identifier', 'related', 'consent']);

/** FHIR Patient beyond names and birth date; the levels of an address from the smallest named in `village` upwards. */
const details = z.object({
  gender: shortText,
  language: shortText,
  district: shortText,
  region: shortText,
  country: shortText,
  deceasedOn: day.nullable(),
});
export type PersonMore = z.infer<typeof details>;

export const registration = {
  'registration.details': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: details.extend({
      version: z.int(),
      isUnidentified: z.boolean(),
      photoBlobId: id.nullable(),
      facts: z.array(z.object({ factId: id, fact: personFact })),
      /** everyone else who lives with this person */
      household: z.array(patientRow),
    }),
  }),
  'registration.amendDetails': command({
    permission: 'Patient.update',
    input: details.extend({ patientId: id, version: z.int(), reason: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  'registration.addFact': command({
    permission: 'Patient.update',
    input: z.object({ patientId: id, fact: personFact }),
    output: z.object({ factId: id }),
  }),
  /** It stays in the file, marked as entered in error. */
  'registration.retractFact': command({
    permission: 'Patient.update',
    input: z.object({ patientId: id, kind: factKind, factId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'registration.setPhoto': command({
    permission: 'Patient.update',
    input: z.object({ patientId: id, version: z.int(), blobId: id.nullable() }),
    output: z.object({ version: z.int(), photoBlobId: id.nullable() }),
  }),
  /** Both live together from now on. */
  'registration.joinHousehold': command({
    permission: 'Patient.update',
    input: z.object({ patientId: id, otherId: id }),
    output: z.object({}),
  }),
  'registration.leaveHousehold': command({ permission: 'Patient.update', input: z.object({ patientId: id }), output: z.object({}) }),
  /** Somebody who cannot say who they are. The name says so until it is known. */
  'registration.registerUnknown': command({
    permission: 'Patient.create',
    input: z.object({ sex: z.enum(['female', 'male', 'unknown']), years: z.int().min(0).max(120).nullable(), note: shortText.default('') }),
    output: z.object({ patientId: id, number: shortText }),
  }),
  /** The card a person carries: name, number, QR code and Code 128 of the number. */
  'registration.printCard': command({
    permission: 'Patient.read',
    input: z.object({ patientId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
  'registration.fields': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({ fields: z.array(registrationField) }),
  }),
  'registration.amendFields': command({
    permission: 'Organization.update',
    input: z.object({ fields: z.array(registrationField).max(20) }),
    output: z.object({}),
  }),
};
