import { useState } from 'react';
import { emptyNote, type NoteSections, sectionNames } from '../../../preload/contract/compositions.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { type DraftContent, useDraft } from '../../lib/draft.ts';
import { useCan } from '../../lib/session.ts';

export type Note = ReturnType<typeof useNote>;

/** `base`: the version that it was begun on; null when there was no note. */
type Edit = { sections: NoteSections; base: number | null };

/**
 * The note of one visit while it is typed: kept as a draft within two seconds, saved on demand and before the visit is closed.
 * `conflict`: what somebody else saved meanwhile; the typed words stay.
 */
export function useNote(encounterId: string, patientId: string) {
  const {
    data,
    error: readError,
    refetch,
  } = useQuery('compositions.ofEncounter', { encounterId }, { enabled: useCan()('Composition.read') });
  const command = useCommand('compositions.saveNote');
  const draft = useDraft(`note:${encounterId}`, patientId);
  const [edit, setEdit] = useState<Edit | 'dropped' | null>(null);
  const saved = data?.note?.sections ?? emptyNote;
  const savedVersion = data?.note?.version ?? null;
  // a draft of an earlier day comes back until something is typed or it is dropped
  const typed = edit === null ? fromDraft(draft.restored?.content) : edit === 'dropped' ? null : edit;
  const sections = typed?.sections ?? saved;
  const isChanged = typed !== null && sectionNames.some((name) => typed.sections[name] !== saved[name]);
  const isConflict = isChanged && typed.base !== savedVersion;

  const change = (next: NoteSections, base: number | null = typed ? typed.base : savedVersion) => {
    setEdit({ sections: next, base });
    command.reset();
    draft.save({ ...next, version: base === null ? '' : String(base) });
  };
  const drop = () => {
    setEdit('dropped');
    draft.discard();
    command.reset();
  };
  /** @returns false when it was refused: then the words are still there */
  const save = async (): Promise<boolean> => {
    if (!isChanged) return true;
    const answer = await command.run({ encounterId, sections, version: typed.base });
    if (!answer) {
      await refetch();
      return false;
    }
    await refetch();
    drop();
    return true;
  };
  return {
    isReady: data !== undefined && draft.restored !== undefined,
    /** nothing can be told about it: the visit is restricted, or gone */
    readError,
    sections,
    isChanged,
    written: data,
    keptAt: draft.savedAt ?? (isChanged ? (draft.restored?.savedAt ?? null) : null),
    error: isConflict ? null : command.error,
    isRunning: command.isRunning,
    change,
    save,
    drop,
    conflict: isConflict
      ? { theirs: saved, by: data?.note?.authorName ?? '', takeOver: (next: NoteSections) => change(next, savedVersion) }
      : null,
  };
}

function fromDraft(content: DraftContent | undefined): Edit | null {
  if (!content) return null;
  const { version = '', ...sections } = content;
  return { sections: { ...emptyNote, ...sections }, base: version === '' ? null : Number(version) };
}
