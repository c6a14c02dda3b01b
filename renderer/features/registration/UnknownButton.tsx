import { Button, Modal, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** Somebody who cannot say who they are: two questions, and treatment begins. */
export function UnknownButton({ onDone }: { onDone: (patientId: string) => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('registration.registerUnknown');
  const [isOpen, setOpen] = useState(false);
  const [sex, setSex] = useState<'female' | 'male' | 'unknown'>('unknown');
  const [years, setYears] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const close = () => setOpen(false);
  const save = async () => {
    const answer = await run({ sex, years, note });
    if (!answer) return;
    close();
    notifyDone(t('registration.unknown.done', { number: answer.number }));
    onDone(answer.patientId);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('registration.unknown.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('registration.unknown.title')}
        centered
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <Form label={t('registration.unknown.title')} onSubmit={() => void save()} onCancel={close}>
          <p className="mv-muted">{t('registration.unknown.text')}</p>
          <SegmentedControl
            fullWidth
            data-autofocus
            aria-label={t('patients.form.sex')}
            value={sex}
            onChange={(next) => setSex(next as typeof sex)}
            data={(['female', 'male', 'unknown'] as const).map((value) => ({ value, label: t(`patients.sex.${value}`) }))}
          />
          <NumberInput
            label={t('registration.unknown.years')}
            min={0}
            max={120}
            allowDecimal={false}
            value={years ?? ''}
            onChange={(next) => setYears(typeof next === 'number' ? next : null)}
          />
          <TextInput
            label={t('registration.unknown.note')}
            placeholder={t('registration.unknown.noteHint')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <FormActions save={t('registration.unknown.submit')} error={error} isRunning={isRunning} onCancel={close} />
        </Form>
      </Modal>
    </>
  );
}
