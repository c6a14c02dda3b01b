import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColdStorage } from '../../../preload/contract/coldChain.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, FormRow, Notice, notifyDone, notifyProblem, NumberUnitField } from '../../ui/index.ts';

/** What the thermometer shows, now. */
export function ReadingForm({ storage, onDone }: { storage: ColdStorage; onDone: () => void }) {
  const { t } = useTranslation();
  const record = useCommand('coldChain.record');
  const [celsius, setCelsius] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isOut = celsius !== null && (celsius < storage.limits.low || celsius > storage.limits.high);
  const save = async () => {
    setChecked(true);
    if (celsius === null) return;
    const done = await record.run({ locationId: storage.locationId, celsius, note: note.trim() });
    if (!done) return;
    if (done.held > 0) notifyProblem(t('coldChain.held', { count: done.held }));
    else notifyDone(t('coldChain.read.done'));
    onDone();
  };
  return (
    <Card title={t('coldChain.read.title')}>
      <Form label={t('coldChain.read.title')} onSubmit={() => void save()} onCancel={onDone}>
        <FormRow>
          <NumberUnitField
            label={t('coldChain.read.celsius')}
            unit={t('coldChain.unit')}
            decimalScale={1}
            min={-100}
            max={100}
            value={celsius}
            onChange={setCelsius}
            error={isChecked && celsius === null && t('coldChain.read.need')}
            autoFocus
            withAsterisk
          />
          <TextInput
            label={t('coldChain.read.note')}
            description={t('ui.optional')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={200}
          />
        </FormRow>
        {isOut && <Notice tone="amber">{t('coldChain.read.out')}</Notice>}
        <FormActions isRunning={record.isRunning} error={record.error} onCancel={onDone} />
      </Form>
    </Card>
  );
}
