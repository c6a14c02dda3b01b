import { create } from 'zustand';
import type { RawInput } from '../../../preload/contract/index.ts';

type Sort = NonNullable<RawInput<'inventory.items'>['sort']>;
type Status = NonNullable<RawInput<'inventory.items'>['status']>;

/** How the list was left: kept while the window lives, so that coming back finds the same place. */
export const useStockView = create<{ filter: string; status: Status | 'all'; sort: Sort }>(() => ({
  filter: '',
  status: 'all',
  sort: 'name',
}));
