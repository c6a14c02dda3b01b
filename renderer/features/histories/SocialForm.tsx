import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { socialAnswers, type SocialKind, socialKinds } from '../../../preload/contract/histories.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow, NumberUnitField } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

export function SocialForm({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('histories.addSocial');
  const [kind, setKind] = useState<SocialKind>('tobacco');
  const [answer, setAnswer] = useState<(typeof socialAnswers)[number]>('never');
  const [amount, setAmount] = useState<number | null>(null);
  const [effectiveOn, setEffectiveOn] = useState(format.today);
  const [note, setNote] = useState('');
  const save = async () => {
    if (!(await run({ patientId, kind, answer, amount, effectiveOn, note: note.trim() }))) return;
    notifyDone(t('histories.saved'));
    onDone();
  };
  return (
    <Form label={t('histories.addSocial')} onSubmit={() => void save()} onCancel={onDone}>
      <SegmentedControl
        aria-label={t('histories.kindLabel')}
        value={kind}
        onChange={(next) => setKind(next === 'alcohol' ? 'alcohol' : 'tobacco')}
        data={socialKinds.map((value) => ({ value, label: t(`histories.kind.${value}`) }))}
      />
      <FormRow>
        <Select
          label={t('histories.answerLabel')}
          allowDeselect={false}
          autoFocus
          value={answer}
          onChange={(next) => setAnswer(socialAnswers.find((one) => one === next) ?? 'never')}
          data={socialAnswers.map((value) => ({ value, label: t(`histories.answer.${value}`) }))}
        />
        {answer !== 'never' && (
          <NumberUnitField
            label={t('histories.amountLabel')}
            unit={t(`histories.unit.${kind}`)}
            decimalScale={1}
            min={0}
            max={200}
            value={amount}
            onChange={setAmount}
          />
        )}
        <TextInput
          type="date"
          label={t('histories.on')}
          max={format.today}
          value={effectiveOn}
          onChange={(event) => setEffectiveOn(event.currentTarget.value || format.today)}
        />
      </FormRow>
      <TextInput label={t('histories.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t('histories.save')} isRunning={isRunning} error={error} onCancel={onDone} />
    </Form>
  );
}
