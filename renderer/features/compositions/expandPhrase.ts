import { type NoteSections, type Phrase, sectionNames } from '../../../preload/contract/compositions.ts';

/** The dot and the name that stand right before the caret: ".fever" and Tab. */
const atEnd = /(?:^|\s)\.([\p{L}\p{N}-]{2,30})$/u;

/**
 * What a note becomes when the phrase named before the caret is put in: its text of this section where the name stood, its other
 * sections below what is there. @returns null when no phrase is named there
 */
export function expandPhrase(
  sections: NoteSections,
  at: { section: keyof NoteSections; caret: number },
  phrases: readonly Phrase[],
): { sections: NoteSections; caret: number } | null {
  const text = sections[at.section];
  const name = atEnd.exec(text.slice(0, at.caret))?.[1]?.toLowerCase();
  const phrase = name === undefined ? undefined : phrases.find(({ shortcut }) => shortcut.toLowerCase() === name);
  if (!name || !phrase) return null;
  const start = at.caret - name.length - 1;
  const put = phrase.sections[at.section];
  const next = addPhrase({ ...sections, [at.section]: '' }, { ...phrase, sections: { ...phrase.sections, [at.section]: '' } });
  return {
    sections: { ...next, [at.section]: `${text.slice(0, start)}${put}${text.slice(at.caret)}` },
    caret: start + put.length,
  };
}

/** A phrase chosen from the list: each of its sections below what is there. */
export function addPhrase(sections: NoteSections, phrase: Phrase): NoteSections {
  const added = sectionNames.map((name) => [name, [sections[name], phrase.sections[name]].filter((text) => text !== '').join('\n')]);
  return Object.fromEntries(added) as NoteSections;
}
