import { z } from 'zod';

/** Shapes that many features share. */
export const id = z.uuid();
export const day = z.iso.date();
export const instant = z.iso.datetime();
export const quantity = z.int().positive().max(10_000_000);
export const shortText = z.string().trim().max(200);
export const longText = z.string().trim().max(4000);
export const sex = z.enum(['female', 'male', 'other', 'unknown']);

/** A coded value keeps its system, edition and the words the user saw. */
export const coding = z.object({ system: shortText, edition: shortText.optional(), code: shortText, display: shortText });
export type Coding = z.infer<typeof coding>;

export const page = z.object({ offset: z.int().nonnegative().default(0), limit: z.int().positive().max(1000).default(100) });

/** A PDF or picture kept encrypted at the facility; its bytes are read with blobs.read. */
export const blobRef = z.object({ blobId: id, mediaType: shortText, name: shortText, size: z.int() });
export type BlobRef = z.infer<typeof blobRef>;
