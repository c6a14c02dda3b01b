import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type NoteSections, sectionNames } from '../../../preload/contract/compositions.ts';
import { Notice } from '../../ui/signs.tsx';
import type { Note } from './useNote.ts';

/** Another desk saved this note meanwhile: theirs is shown, and both can be kept. */
export function NoteConflict({ note, conflict }: { note: Note; conflict: NonNullable<Note['conflict']> }) {
  const { t } = useTranslation();
  const both = Object.fromEntries(sectionNames.map((name) => [name, joined(conflict.theirs[name], note.sections[name])])) as NoteSections;
  return (
    <Notice tone="amber" isLive title={t('compositions.conflict.title', { name: conflict.by })}>
      <div className="mv-stack">
        <dl className="mv-facts">
          {sectionNames
            .filter((name) => conflict.theirs[name] !== note.sections[name])
            .map((name) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{t(`compositions.section.${name}`)}</dt>
                <dd className="mv-written">{conflict.theirs[name] || t('compositions.conflict.nothing')}</dd>
              </div>
            ))}
        </dl>
        <div className="mv-actions">
          <Button size="compact-sm" onClick={() => conflict.takeOver(both)}>
            {t('compositions.conflict.both')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => conflict.takeOver(note.sections)}>
            {t('compositions.conflict.mine')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={note.drop}>
            {t('compositions.conflict.theirs')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}

function joined(theirs: string, mine: string): string {
  if (theirs === mine || mine === '' || theirs.includes(mine)) return theirs;
  return theirs === '' || mine.includes(theirs) ? mine : `${theirs}\n${mine}`;
}
