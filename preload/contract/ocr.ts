import { z } from 'zod';

/** x0, y0, x1, y1 in pixels of the picture as a person sees it: the original, turned upright by its EXIF mark. */
export const box = z.tuple([z.int(), z.int(), z.int(), z.int()]);
export const confidence = z.number().min(0).max(1);

export const ocrWord = z.object({ text: z.string(), confidence, box });

/** width and height in pixels of the same picture that the boxes are measured in. */
export const ocrText = z.object({ text: z.string(), words: z.array(ocrWord), width: z.int(), height: z.int(), ms: z.int() });

/** A value as it stands on the paper: its text is made of the words that its box encloses, nothing is completed or corrected. */
export const readValue = z.object({ value: z.string(), confidence, box });

/** What the knowledge base takes the written name for. */
export const medicineMatch = z.object({
  matched: z.string(),
  ingredients: z.array(z.object({ id: z.string(), name: z.string() })),
  confidence,
});

export const medicineLine = z.object({
  /** match is null where the name is on no list: a person must choose. */
  medicine: readValue.extend({ match: medicineMatch.nullable() }).nullable(),
  strength: readValue.nullable(),
  form: readValue.nullable(),
  /** How many are to be handed over, as written: "21", "30 tablets", "No. 20". */
  quantity: readValue.nullable(),
  /** Dose, frequency and duration, as written. */
  directions: readValue.nullable(),
});

/** Always a draft: a person compares it with the picture before anything is kept. Without a medicine `lines` is empty and `text` still holds what was read. */
export const labelDraft = z.object({
  text: z.string(),
  fields: z.object({
    patient: readValue.nullable(),
    prescriber: readValue.nullable(),
    date: readValue.nullable(),
    lot: readValue.nullable(),
    expiry: readValue.nullable(),
  }),
  lines: z.array(medicineLine),
});

export type Box = z.infer<typeof box>;
export type OcrWord = z.infer<typeof ocrWord>;
export type OcrText = z.infer<typeof ocrText>;
export type ReadValue = z.infer<typeof readValue>;
export type MedicineMatch = z.infer<typeof medicineMatch>;
export type MedicineLine = z.infer<typeof medicineLine>;
export type LabelDraft = z.infer<typeof labelDraft>;
