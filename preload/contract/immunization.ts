import { z } from 'zod';
import { day, id, shortText } from './common.ts';

const series = shortText.min(1).max(60);

/** One line of the card: a series with its doses, and what was given but does not count. */
export const cardSeries = z.object({
  series,
  isComplete: z.boolean(),
  doses: z.array(
    z.object({
      dose: z.int().positive(),
      /** 'possible': allowed already, not yet meant; 'past-age': no longer given */
      status: z.enum(['given', 'overdue', 'due', 'possible', 'upcoming', 'past-age']),
      immunizationId: id.nullable(),
      givenOn: day.nullable(),
      /** the first day on which it counts */
      earliest: day.nullable(),
      /** the day on which it is meant to be given */
      due: day.nullable(),
    }),
  ),
  notCounted: z.array(z.object({ immunizationId: id, day, why: z.enum(['too-young', 'too-soon', 'live-too-soon', 'extra']) })),
});
export type CardSeries = z.infer<typeof cardSeries>;
