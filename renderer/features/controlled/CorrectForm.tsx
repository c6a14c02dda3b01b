import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterLine } from '../../../preload/contract/controlled.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Form, FormActions, FormRow, notifyDone } from '../../ui/index.ts';

/** A line is never edited: a further one says what is right. */
export function CorrectForm({ lines }: { lines: readonly RegisterLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const correct = useCommand('controlled.correct');
  const [isOpen, setOpen] = useState(false);
  const [entryId, setEntryId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  if (!isOpen)
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('controlled.correct.open')}
        </Button>
      </div>
    );
  const close = () => {
    setOpen(false);
    setEntryId(null);
    setNote('');
    setChecked(false);
  };
  const save = async () => {
    setChecked(true);
    if (entryId === null || note.trim().length < 5) return;
    const written = await correct.run({ entryId, note: note.trim() });
    if (!written) return;
    notifyDone(t('controlled.correct.done', { page: written.page, line: written.line }));
    close();
  };
  return (
    <Card title={t('controlled.correct.title')}>
      <Form label={t('controlled.correct.title')} onSubmit={() => void save()} onCancel={close}>
        <span className="mv-muted">{t('controlled.correct.text')}</span>
        <FormRow>
          <Select
            label={t('controlled.correct.which')}
            data={lines.toReversed().map((line) => ({
              value: line.entryId,
              label: `${line.page} / ${line.line} · ${format.day(line.localDate)} · ${format.number(line.quantity)}`,
            }))}
            value={entryId}
            onChange={setEntryId}
            error={isChecked && entryId === null}
            searchable
            withAsterisk
          />
          <TextInput
            label={t('controlled.correct.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={isChecked && note.trim().length < 5 && t('controlled.correct.needNote')}
            maxLength={200}
            withAsterisk
          />
        </FormRow>
        <FormActions save={t('controlled.correct.save')} error={correct.error} isRunning={correct.isRunning} onCancel={close} />
      </Form>
    </Card>
  );
}
