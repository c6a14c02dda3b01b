import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sectionNames } from '../../../preload/contract/compositions.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useDraft } from '../../lib/draft.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { LettersCard } from './LettersCard.tsx';

/** What was written at a visit that is over: signed, read only; what is added stands below with its own name and time. */
export function SignedNoteCard({ encounterId, patientId }: { encounterId: string; patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { data, error, refetch } = useQuery('compositions.ofEncounter', { encounterId });
  if (!data) return error ? <ErrorLine error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={4} />;
  const { note, addenda, letters } = data;
  return (
    <>
      <Card title={t('compositions.note.title')}>
        <div className="mv-stack">
          {note ? (
            <>
              <dl className="mv-facts">
                {sectionNames
                  .filter((name) => note.sections[name] !== '')
                  .map((name) => (
                    <div key={name} style={{ display: 'contents' }}>
                      <dt>{t(`compositions.section.${name}`)}</dt>
                      <dd className="mv-written">{note.sections[name]}</dd>
                    </div>
                  ))}
              </dl>
              {note.signedAt && (
                <small className="mv-muted">
                  {t('compositions.signed', { name: note.signedByName ?? '', when: format.instant(note.signedAt) })}
                </small>
              )}
            </>
          ) : (
            <p className="mv-none">{t('compositions.note.none')}</p>
          )}
          {addenda.map((addendum) => (
            <div key={addendum.compositionId} className="mv-addendum">
              <strong>{t('compositions.addendum.title')}</strong>
              <p className="mv-written">{addendum.text}</p>
              <small className="mv-muted">
                {t('compositions.signed', { name: addendum.authorName, when: format.instant(addendum.writtenAt) })}
              </small>
            </div>
          ))}
          {can('Composition.create') && <AddendumForm encounterId={encounterId} patientId={patientId} />}
        </div>
      </Card>
      <LettersCard encounterId={encounterId} letters={letters} />
    </>
  );
}

function AddendumForm({ encounterId, patientId }: { encounterId: string; patientId: string }) {
  const { t } = useTranslation();
  const draft = useDraft(`addendum:${encounterId}`, patientId);
  const { run, error, isRunning } = useCommand('compositions.addAddendum');
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? draft.restored?.content['text'] ?? '';
  const drop = () => {
    setTyped('');
    draft.discard();
  };
  const sign = async () => {
    if (text.trim() === '' || !(await run({ encounterId, text }))) return;
    drop();
    notifyDone(t('compositions.addendum.done'));
  };
  return (
    <Form label={t('compositions.addendum.title')} onSubmit={() => void sign()}>
      <Textarea
        label={t('compositions.addendum.add')}
        description={t('compositions.addendum.hint')}
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          draft.save({ text: event.currentTarget.value });
        }}
      />
      {text.trim() !== '' && <FormActions save={t('compositions.addendum.sign')} error={error} isRunning={isRunning} onCancel={drop} />}
    </Form>
  );
}
