import { create } from 'zustand';
import { plainText } from '../scanning/decode.ts';

/** What was scanned last, wherever that was: too long for an address. */
export const useScannedPaper = create<{ code: string }>(() => ({ code: '' }));

/** A code of a paper prescription, of any facility. */
export const isPaperCode = (text: string): boolean => plainText(text.trim()).startsWith('MVRX');

export const setPaper = (text: string): void => useScannedPaper.setState({ code: plainText(text.trim()) });
