import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './api.ts';

export type DraftContent = Record<string, string>;

const unsaved = new Set<() => void>();

/** Keeps what was typed in the last second, before the session that may keep it ends. */
export function keepDrafts(): void {
  for (const keep of unsaved) keep();
}

/**
 * A form's unsaved typing, kept in the encrypted database within 2 s and given back to its owner.
 * `restored`: what was found when the form opened, once. `save` after each change; `discard` when it was saved or thrown away.
 */
export function useDraft(form: string, patientId: string | null = null) {
  const [restored, setRestored] = useState<{ content: DraftContent; savedAt: string } | null | undefined>(undefined);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<DraftContent | null>(null);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const content = waiting.current;
    waiting.current = null;
    if (!content) return;
    call('drafts.save', { form, patientId, content }).then(
      (answer) => setSavedAt(answer.savedAt),
      () => undefined, // the words are still in the form
    );
  }, [form, patientId]);

  useEffect(() => {
    let isGone = false;
    unsaved.add(flush);
    call('drafts.get', { form, patientId }).then(
      ({ draft }) => {
        if (!isGone) setRestored(draft ? { content: draft.content as DraftContent, savedAt: draft.savedAt } : null);
      },
      () => {
        if (!isGone) setRestored(null);
      },
    );
    return () => {
      isGone = true;
      unsaved.delete(flush);
      flush(); // leaving the form keeps what was typed
    };
  }, [form, patientId, flush]);

  const save = useCallback(
    (content: DraftContent) => {
      waiting.current = content;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, 1000);
    },
    [flush],
  );
  const discard = useCallback(() => {
    clearTimeout(timer.current);
    waiting.current = null;
    setSavedAt(null);
    setRestored(null);
    call('drafts.discard', { form, patientId }).catch(() => undefined);
  }, [form, patientId]);
  return { restored, savedAt, save, discard };
}
