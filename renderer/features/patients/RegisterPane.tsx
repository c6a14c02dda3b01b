import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateCandidate } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useDraft } from '../../lib/draft.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { Pane } from '../../ui/Page.tsx';
import { Kbd, Notice, SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { DuplicateWarning } from './DuplicateWarning.tsx';
import { PersonFields } from './PersonFields.tsx';
import { checkPerson, emptyPerson, fromDraft, type PersonMistake, toPersonDetails } from './personForm.ts';

type RegisterPaneProps = { onDone: (patientId: string) => void; onCancel: () => void };

/** The form opens once it is known whether a draft waits. */
export function RegisterPane(props: RegisterPaneProps) {
  const { t } = useTranslation();
  const draft = useDraft('patients.register');
  return draft.restored === undefined ? (
    <Pane title={t('patients.register')}>
      <SkeletonRows />
    </Pane>
  ) : (
    <RegisterForm {...props} draft={draft} />
  );
}

function RegisterForm({ draft, ...props }: RegisterPaneProps & { draft: ReturnType<typeof useDraft> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { restored } = draft;
  const [values, setValues] = useState(restored ? fromDraft(restored.content) : emptyPerson);
  const [wrong, setWrong] = useState<readonly PersonMistake[]>([]);
  const [candidates, setCandidates] = useState<readonly DuplicateCandidate[]>([]);
  const { run, error, isRunning } = useCommand('patients.register');

  const change = (next: typeof values) => {
    setValues(next);
    setWrong([]);
    draft.save(next);
  };
  const discard = () => {
    draft.discard();
    setValues(emptyPerson);
  };
  const register = async (differentFrom: string[]) => {
    const mistakes = checkPerson(values, format.today);
    setWrong(mistakes);
    if (mistakes.length > 0) return focusFirstError(box.current);
    const details = toPersonDetails(values, format.today);
    const answer = await run({ ...details, differentFrom });
    if (!answer) return undefined;
    if (answer.outcome === 'likely-duplicate') return setCandidates(answer.candidates);
    draft.discard();
    notifyDone(
      t('patients.form.done', { name: [details.givenNames, details.familyName].filter(Boolean).join(' '), number: answer.number }),
    );
    return props.onDone(answer.patientId);
  };

  if (candidates.length > 0) {
    return (
      <DuplicateWarning
        typed={toPersonDetails(values, format.today)}
        candidates={candidates}
        error={error}
        isRunning={isRunning}
        onOpen={(id) => {
          draft.discard();
          props.onDone(id);
        }}
        onDifferent={() => void register(candidates.map((candidate) => candidate.patientId))}
        onBack={() => setCandidates([])}
      />
    );
  }

  return (
    <Pane
      title={t('patients.register')}
      actions={draft.savedAt && <span className="mv-muted">{t('patients.form.draftSaved', { ago: format.ago(draft.savedAt) })}</span>}
    >
      <div ref={box} className="mv-form-column">
        <Form label={t('patients.register')} onSubmit={() => void register([])} onCancel={props.onCancel}>
          {restored && (
            <Notice
              tone="blue"
              actions={
                <Button size="compact-sm" variant="default" onClick={discard}>
                  {t('patients.form.discardDraft')}
                </Button>
              }
            >
              {t('patients.form.draftRestored', { ago: format.ago(restored.savedAt) })}
            </Notice>
          )}
          <PersonFields values={values} onChange={change} wrong={wrong} />
          <FormActions save={t('patients.form.submit')} error={error} isRunning={isRunning} onCancel={props.onCancel}>
            <span className="mv-keyhint" aria-hidden="true">
              <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
            </span>
          </FormActions>
        </Form>
      </div>
    </Pane>
  );
}
