import { coldRange } from '../receiving/coldChain.ts';

/**
 * An alarm of a logger is ten hours without a
 * break above +8, or one hour at or below -0.5. Source: WHO PQS E006 (30-day electronic refrigerator temperature recorders); WHO,
 * How to monitor temperatures in the vaccine supply chain, 2015 (WHO/IVB/15.04), which has readings taken twice a day.
 */
export const standardLimits = { ...coldRange, heatMinutes: 600, freezeMinutes: 60, freezesAt: -0.5 } as const;

/** Readings further apart than this don't say how long it was out of range. Loggers write every few minutes. */
export const longestGapMinutes = 60;

/** Someone looks twice a day (WHO/IVB/15.04). */
export const hoursBetweenLooks = 14;

export type Limits = { low: number; high: number; heatMinutes: number; freezeMinutes: number };
