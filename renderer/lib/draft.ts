import { useCallback, useEffect, useRef, useState } from 'react';
import { AppError } from '../../preload/contract/errors.ts';
import { call, theClient } from './api.ts';
import type { Client } from './client.ts';

export type DraftContent = Record<string, string>;
type Unsent = { owner: string | null; form: string; patientId: string | null; content: DraftContent; typedAt: string };

const typing = new Set<() => void>();
/** What the facility at the other end has not confirmed yet. A lost network, a lock or the end of a session takes the form away, not the words. */
const unsentByClient = new WeakMap<Client, Map<string, Unsent>>();
let owner: string | null = null;

/** Keeps what was typed in the last second, before the session that may keep it ends. */
export function keepDrafts(): void {
  for (const keep of typing) keep();
}

function unsentByForm(): Map<string, Unsent> {
  const client = theClient();
  const found = unsentByClient.get(client) ?? new Map<string, Unsent>();
  unsentByClient.set(client, found);
  return found;
}

/** Whose typing it is from here on; what of this person could not be sent before goes out now. */
export function ownDrafts(userId: string): void {
  owner = userId;
  for (const [key, unsent] of unsentByForm()) if (unsent.owner === userId) void send(key, unsent);
}

/**
 * A form's unsaved typing, kept in the encrypted database within 2 s and given back to its owner.
 * `restored`: what was found when the form opened, once. `save` after each change; `discard` when it was saved or thrown away.
 */
export function useDraft(form: string, patientId: string | null = null) {
  const key = `${owner} ${form} ${patientId}`;
  const [restored, setRestored] = useState<{ content: DraftContent; savedAt: string } | null | undefined>(() => {
    const unsent = unsentByForm().get(key);
    return unsent && { content: unsent.content, savedAt: unsent.typedAt };
  });
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<DraftContent | null>(null);
  const isKnown = useRef(restored !== undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const content = waiting.current;
    waiting.current = null;
    if (!content) return;
    const unsent = { owner, form, patientId, content, typedAt: new Date().toISOString() };
    unsentByForm().set(key, unsent);
    void send(key, unsent).then((at) => at !== undefined && setSavedAt(at));
  }, [key, form, patientId]);

  useEffect(() => {
    let isGone = false;
    typing.add(flush);
    if (!isKnown.current)
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
      typing.delete(flush);
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
    unsentByForm().delete(key);
    setSavedAt(null);
    setRestored(null);
    call('drafts.discard', { form, patientId }).catch(() => undefined);
  }, [key, form, patientId]);
  return { restored, savedAt, save, discard };
}

const laterCodes: readonly string[] = ['ipc.disconnected', 'auth.locked', 'auth.signed_out'];

/** @returns when it was saved; undefined when it was refused, or must wait */
async function send(key: string, unsent: Unsent): Promise<string | undefined> {
  const { form, patientId, content } = unsent;
  const answer = await call('drafts.save', { form, patientId, content }).catch((error: unknown) => error);
  const isWaiting = answer instanceof AppError && laterCodes.includes(answer.code);
  if (!isWaiting && unsentByForm().get(key) === unsent) unsentByForm().delete(key);
  return answer instanceof Error ? undefined : (answer as { savedAt: string }).savedAt;
}
