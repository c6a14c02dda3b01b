import { create } from 'zustand';
import type { BlobRef } from '../../../preload/contract/common.ts';

export type MadeReport = { ref: BlobRef; month: string; madeAt: string };

/** What was made since the window opened: leaving the page loses nothing. */
export const useReports = create<{ made: readonly MadeReport[]; shown: string | null; running: { month: string; since: number } | null }>(
  () => ({
    made: [],
    shown: null,
    running: null,
  }),
);
