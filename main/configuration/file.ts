import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../preload/contract/errors.ts';
import { configurationMostBytes } from '../../preload/contract/configuration.ts';
import { facilityType } from '../../preload/contract/facility.ts';

export const fileFormat = 'medvault-configuration';
export const fileVersion = 1;

const word = z.string().trim().min(1).max(200);
const minutes = z.int().min(1).max(60);
const years = z.int().min(1).max(100);

/** What is the same at every clinic of an organisation. Each section may be left out; one that is there is whole. */
export const configurationContent = z.looseObject({
  facility: z
    .object({ type: facilityType, timeZone: word, locale: z.enum(['en', 'fr']), currency: z.string().regex(/^[A-Z]{3}$/) })
    .partial()
    .optional(),
  /** composed ones: the built-in roles come with the program */
  roles: z
    .array(z.object({ name: word.max(60), permissions: z.array(word).max(500) }))
    .max(500)
    .optional(),
  signIn: z
    .array(z.object({ role: word, idleLockMinutes: minutes, requiresTotp: z.boolean() }))
    .max(500)
    .optional(),
  departments: z.array(word.min(2)).max(1000).optional(),
  access: z.object({ breakGlassMinutes: z.int().min(5).max(480) }).optional(),
  retention: z.object({ care: years, medication: years, document: years }).partial().optional(),
  backups: z.object({ keep: z.int().min(2).max(365) }).optional(),
  /** the fields of the registration form that the facility has decided about */
  registration: z
    .array(z.object({ field: word, label: z.string().max(200), isAsked: z.boolean(), isRequired: z.boolean() }))
    .max(100)
    .optional(),
  /** days between two visits, by register */
  registers: z.record(word, z.int().min(1).max(730)).optional(),
});
export type ConfigurationContent = z.infer<typeof configurationContent>;

const sealed = z.object({
  format: z.literal(fileFormat),
  version: z.int().positive(),
  exportedAt: z.iso.datetime(),
  from: z.object({ name: word, code: word }),
  configuration: z.unknown(),
  sha256: z.string(),
  signature: z.object({ keyId: z.string().max(100), value: z.string().max(200) }),
});
export type ConfigurationFile = Omit<z.infer<typeof sealed>, 'configuration'> & { configuration: ConfigurationContent };

/**
 * Wrong, damaged, newer and huge files are told apart.
 * @throws 'configuration.too_large' { kilobytes }, 'configuration.other_file', 'configuration.newer_version' { version }, 'configuration.damaged'
 */
export function readConfigurationFile(text: string): ConfigurationFile {
  if (Buffer.byteLength(text) > configurationMostBytes)
    throw new AppError('configuration.too_large', { kilobytes: configurationMostBytes / 1024 });
  const found = parseJson(text);
  if (!isRecord(found) || found['format'] !== fileFormat) throw new AppError('configuration.other_file');
  const version = found['version'];
  if (typeof version === 'number' && version > fileVersion) throw new AppError('configuration.newer_version', { version });
  const file = sealed.safeParse(found);
  if (!file.success || hashOf(found) !== file.data.sha256) throw new AppError('configuration.damaged');
  const content = configurationContent.safeParse(file.data.configuration);
  if (!content.success) throw new AppError('configuration.damaged');
  return { ...file.data, configuration: content.data };
}

/** SHA-256 over everything but itself and the signature, keys in order. */
export function hashOf(file: Readonly<Record<string, unknown>>): string {
  const { sha256: _, signature: __, ...said } = file;
  return createHash('sha256').update(inOrder(said)).digest('hex');
}

/** What the signature is made over: never mistaken for an audit head. */
export const signedText = (sha256: string): Buffer => Buffer.from(`medvault configuration ${sha256}`);

function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // begun as one of ours and cut off, or something else altogether
    throw new AppError(
      text.trimStart().startsWith('{') && text.includes(fileFormat) ? 'configuration.damaged' : 'configuration.other_file',
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
