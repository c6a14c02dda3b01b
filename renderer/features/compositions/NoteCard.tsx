import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NoteSections, sectionNames } from '../../../preload/contract/compositions.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card } from '../../ui/Page.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { addPhrase, expandPhrase } from './expandPhrase.ts';
import { NoteConflict } from './NoteConflict.tsx';
import { PhrasesDialog } from './PhrasesDialog.tsx';
import type { Note } from './useNote.ts';

/** What is written at a visit, in four parts. ".name" and Tab puts a phrase in; Ctrl+Enter saves. */
export function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation();
  const format = useFormat();
  const phrases = useQuery('phrases.list', {}).data?.phrases ?? [];
  const [isChoosing, setChoosing] = useState(false);
  const fields = useRef(new Map<string, HTMLTextAreaElement>());
  const save = async () => {
    if (await note.save()) notifyDone(t('compositions.note.saved'));
  };
  const onKeyDown = (section: keyof NoteSections) => (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void save();
    }
    if (event.key !== 'Tab' || event.shiftKey) return undefined;
    const field = event.currentTarget;
    const expanded = expandPhrase(note.sections, { section, caret: field.selectionEnd }, phrases);
    if (!expanded) return undefined;
    event.preventDefault();
    note.change(expanded.sections);
    requestAnimationFrame(() => field.setSelectionRange(expanded.caret, expanded.caret));
    return undefined;
  };
  return (
    <Card
      title={t('compositions.note.title')}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>
          {t('compositions.phrases.open')}
        </Button>
      }
    >
      {note.isReady ? (
        <div className="mv-stack">
          {sectionNames.map((section) => (
            <Textarea
              key={section}
              ref={(element) => void (element ? fields.current.set(section, element) : fields.current.delete(section))}
              label={t(`compositions.section.${section}`)}
              autosize
              minRows={section === 'subjective' || section === 'objective' ? 2 : 1}
              maxRows={14}
              maxLength={4000}
              value={note.sections[section]}
              onChange={(event) => note.change({ ...note.sections, [section]: event.currentTarget.value })}
              onKeyDown={onKeyDown(section)}
            />
          ))}
          {note.conflict && <NoteConflict note={note} conflict={note.conflict} />}
          <ErrorLine error={note.error} />
          <div className="mv-actions">
            <Button
              variant={note.isChanged ? 'filled' : 'default'}
              disabled={!note.isChanged}
              loading={note.isRunning}
              onClick={() => void save()}
            >
              {t('compositions.note.save')}
            </Button>
            <small className="mv-muted" role="status">
              {note.isChanged
                ? note.keptAt
                  ? t('compositions.note.kept', { time: format.time(note.keptAt) })
                  : t('compositions.note.unsaved')
                : t('compositions.note.hint')}
            </small>
          </div>
        </div>
      ) : (
        <>
          <ErrorLine error={note.readError} />
          {!note.readError && <SkeletonRows rows={4} />}
        </>
      )}
      <PhrasesDialog
        isOpen={isChoosing}
        phrases={phrases}
        sections={note.sections}
        onClose={() => setChoosing(false)}
        onPick={(phrase) => {
          note.change(addPhrase(note.sections, phrase));
          setChoosing(false);
        }}
      />
    </Card>
  );
}
