import { Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Letter, LetterType } from '../../../preload/contract/compositions.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

type Values = { to: string; urgency: 'routine' | 'urgent' | 'emergency'; text: string; from: string; until: string; more: string };

/** Signed as it is sent off: there is no draft of a letter to print by mistake. */
export function LetterForm(props: {
  encounterId: string;
  type: LetterType;
  onClose: () => void;
  onWritten: (compositionId: string) => void;
}) {
  const { type } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('compositions.writeLetter');
  const [isTried, setTried] = useState(false);
  const [values, setValues] = useState<Values>({
    to: '',
    urgency: 'routine',
    text: '',
    from: format.today,
    until: format.today,
    more: '',
  });
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const missing = {
    to: type === 'referral' && values.to.trim().length < 2,
    text: type !== 'sick-note' && values.text.trim() === '',
    from: type === 'sick-note' && values.from === '',
    until: type === 'sick-note' && (values.until === '' || values.until < values.from),
  };
  const say = (isMissing: boolean, words: string) => (isTried && isMissing ? words : null);
  const sign = async () => {
    setTried(true);
    if (Object.values(missing).some(Boolean)) return focusFirstError(box.current);
    const answer = await run({ encounterId: props.encounterId, letter: toLetter(type, values) });
    if (!answer) return undefined;
    notifyDone(t('compositions.letters.done'));
    return props.onWritten(answer.compositionId);
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(`compositions.letters.new.${type}`)}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div ref={box}>
        <Form label={t(`compositions.letters.new.${type}`)} onSubmit={() => void sign()} onCancel={props.onClose}>
          {type === 'referral' && (
            <FormRow>
              <TextInput
                data-autofocus
                label={t('compositions.letters.to')}
                placeholder={t('compositions.letters.toHint')}
                maxLength={200}
                value={values.to}
                onChange={(event) => set({ to: event.currentTarget.value })}
                error={say(missing.to, t('compositions.letters.toMissing'))}
              />
              <Select
                label={t('compositions.letters.urgency')}
                allowDeselect={false}
                value={values.urgency}
                onChange={(value) => set({ urgency: value as Values['urgency'] })}
                data={(['routine', 'urgent', 'emergency'] as const).map((value) => ({
                  value,
                  label: t(`compositions.letters.urgencies.${value}`),
                }))}
              />
            </FormRow>
          )}
          {type === 'sick-note' ? (
            <FormRow>
              <TextInput
                data-autofocus
                type="date"
                label={t('compositions.letters.from')}
                value={values.from}
                onChange={(event) => set({ from: event.currentTarget.value })}
                error={say(missing.from, t('compositions.letters.dayMissing'))}
              />
              <TextInput
                type="date"
                label={t('compositions.letters.until')}
                value={values.until}
                onChange={(event) => set({ until: event.currentTarget.value })}
                error={say(missing.until, t('compositions.letters.untilWrong'))}
              />
            </FormRow>
          ) : (
            <Textarea
              label={t(`compositions.letters.text.${type}`)}
              autosize
              minRows={4}
              maxRows={12}
              maxLength={4000}
              value={values.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
              error={say(missing.text, t('compositions.letters.textMissing'))}
            />
          )}
          {type !== 'referral' && (
            <Textarea
              label={t(`compositions.letters.more.${type}`)}
              autosize
              minRows={2}
              maxLength={4000}
              value={values.more}
              onChange={(event) => set({ more: event.currentTarget.value })}
            />
          )}
          <p className="mv-muted">{t(type === 'sick-note' ? 'compositions.letters.noDiagnosis' : 'compositions.letters.adds')}</p>
          <FormActions save={t('compositions.letters.sign')} error={error} isRunning={isRunning} onCancel={props.onClose} />
        </Form>
      </div>
    </Modal>
  );
}

function toLetter(type: LetterType, values: Values): Letter {
  if (type === 'referral') return { type, to: values.to, urgency: values.urgency, question: values.text };
  if (type === 'sick-note') return { type, from: values.from, until: values.until, note: values.more };
  return { type, course: values.text, followUp: values.more };
}
