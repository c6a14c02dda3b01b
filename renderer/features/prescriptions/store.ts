import { create } from 'zustand';

/** How the worklist was left. */
export const useWorklistView = create<{ filter: string; show: 'active' | 'completed' | 'all' }>(() => ({ filter: '', show: 'active' }));
