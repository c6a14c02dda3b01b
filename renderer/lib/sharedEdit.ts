import { useState } from 'react';

type Values = Readonly<Record<string, string>>;
type Version<V> = { version: number; values: V };

/**
 * A form on something that another desk may save meanwhile. `saved` is what is stored now, `values` what stands in the form,
 * `base` what it was opened on: other values are shown and merged (ui/EditConflict), nothing that was typed is lost.
 */
export function useSharedEdit<V extends Values>(saved: Version<V>) {
  const [opened, setOpened] = useState(saved);
  const [values, setValues] = useState<V>(saved.values);
  const isStored = Object.keys(values).every((field) => values[field] === saved.values[field]);
  if (isStored && opened.version !== saved.version) setOpened(saved); // saved, and the form stays: it goes on from there
  const isAsBefore = Object.keys(opened.values).every((field) => opened.values[field] === saved.values[field]);
  // a newer version of what is not in this form is no conflict
  const base = isAsBefore ? saved : opened;
  const goOnWith = (next: V) => {
    setValues(next);
    setOpened(saved);
  };
  return {
    values,
    base,
    set: (change: Partial<V>) => setValues((before) => ({ ...before, ...change })),
    setValues,
    /** versions that were saved meanwhile */
    behind: isAsBefore ? 0 : Math.max(1, saved.version - base.version),
    goOnWith,
  };
}
