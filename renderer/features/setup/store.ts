import { create } from 'zustand';

/** The set-up has begun here and is not done until the recovery key was confirmed, although the facility is open by then. */
export const useSetUp = create<{ isRunning: boolean }>(() => ({ isRunning: false }));
