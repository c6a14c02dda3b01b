import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pregnancyOutcome } from '../../../preload/contract/pregnancies.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import type { Pregnancy } from './PregnancyCard.tsx';

const outcomes = [...pregnancyOutcome.options, 'error'] as const;

export function EndForm({ pregnancy, onDone }: { pregnancy: Pregnancy; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useCommand('pregnancies.end');
  const [outcome, setOutcome] = useState<(typeof outcomes)[number] | null>(null);
  const [endedOn, setEndedOn] = useState(format.today);
  const save = async () => {
    if (outcome === null) return;
    const { pregnancyId, version } = pregnancy;
    const answer = await end.run({ pregnancyId, version, endedOn, outcome: outcome === 'error' ? null : outcome });
    if (!answer) return;
    notifyDone(t('pregnancies.ended.saved'));
    onDone();
  };
  return (
    <Form label={t('pregnancies.ended.title')} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <Select
          label={t('pregnancies.ended.outcome')}
          value={outcome}
          onChange={setOutcome}
          data={outcomes.map((value) => ({ value, label: t(`pregnancies.ended.outcomes.${value}`) }))}
          withAsterisk
          autoFocus
        />
        <TextInput
          type="date"
          label={t('pregnancies.ended.day')}
          value={endedOn}
          max={format.today}
          onChange={(event) => setEndedOn(event.currentTarget.value)}
        />
      </FormRow>
      <FormActions save={t('pregnancies.ended.save')} isRunning={end.isRunning} error={end.error} onCancel={onDone} />
    </Form>
  );
}
