import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NoteSections, type Phrase, sectionNames } from '../../../preload/contract/compositions.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** Words that are typed again and again: put in, kept from what stands in the note now, taken away. */
export function PhrasesDialog(props: {
  isOpen: boolean;
  phrases: readonly Phrase[];
  sections: NoteSections;
  onClose: () => void;
  onPick: (phrase: Phrase) => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t('compositions.phrases.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className="mv-stack">
        <p className="mv-muted">{t('compositions.phrases.how')}</p>
        {props.phrases.length === 0 ? (
          <p className="mv-none">{t('compositions.phrases.none')}</p>
        ) : (
          <ul className="mv-list">
            {props.phrases.map((phrase) => (
              <PhraseLine key={phrase.phraseId} phrase={phrase} onPick={() => props.onPick(phrase)} />
            ))}
          </ul>
        )}
        {can('Composition.create') && <KeepPhrase sections={props.sections} />}
      </div>
    </Modal>
  );
}

function PhraseLine({ phrase, onPick }: { phrase: Phrase; onPick: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const retire = useCommand('phrases.retire');
  const name = `.${phrase.shortcut}`;
  const text = sectionNames
    .map((name) => phrase.sections[name])
    .filter(Boolean)
    .join(' · ');
  return (
    <li className="mv-entry mv-entry-top">
      <span className="mv-grow">
        <strong>{name}</strong> {phrase.isShared && <small>{t('compositions.phrases.shared')}</small>}
        <small>{text}</small>
        <ErrorLine error={retire.error} />
      </span>
      <span className="mv-actions">
        <Button size="compact-sm" onClick={onPick}>
          {t('compositions.phrases.insert')}
        </Button>
        {can('Composition.create') && (
          <ConfirmButton
            size="compact-sm"
            label={t('compositions.phrases.retire')}
            title={t('compositions.phrases.retireTitle', { name: phrase.shortcut })}
            consequence={t('compositions.phrases.retireText')}
            confirmLabel={t('compositions.phrases.retire')}
            onConfirm={async () => void (await retire.run({ phraseId: phrase.phraseId, version: phrase.version }))}
          />
        )}
      </span>
    </li>
  );
}

/** What stands in the note now, under a name. */
function KeepPhrase({ sections }: { sections: NoteSections }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('phrases.save');
  const [shortcut, setShortcut] = useState('');
  const [isShared, setShared] = useState(false);
  const isEmpty = sectionNames.every((name) => sections[name].trim() === '');
  const isName = /^[\p{L}\p{N}-]{2,30}$/u.test(shortcut.trim());
  const keep = async () => {
    if (isEmpty || !isName) return;
    if (!(await run({ shortcut: shortcut.trim(), sections, isShared }))) return;
    setShortcut('');
    notifyDone(t('compositions.phrases.kept'));
  };
  return (
    <Form isShort label={t('compositions.phrases.keepTitle')} onSubmit={() => void keep()}>
      <TextInput
        label={t('compositions.phrases.keepTitle')}
        description={isEmpty ? t('compositions.phrases.keepEmpty') : t('compositions.phrases.keepHint')}
        value={shortcut}
        maxLength={30}
        disabled={isEmpty}
        onChange={(event) => setShortcut(event.currentTarget.value)}
        error={shortcut !== '' && !isName ? t('compositions.phrases.wrongName') : null}
      />
      <Checkbox
        label={t('compositions.phrases.share')}
        checked={isShared}
        disabled={isEmpty}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" variant="default" loading={isRunning} disabled={isEmpty || !isName}>
          {t('compositions.phrases.keep')}
        </Button>
      </div>
    </Form>
  );
}
