import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormRow } from '../../ui/Form.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { criticalities, severities } from './choices.ts';

/** A listed medicine or any words; what the safety check recognised is said back. */
export function AllergyForm({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('allergies.record');
  const [substance, setSubstance] = useState('');
  const [reaction, setReaction] = useState('');
  const [criticality, setCriticality] = useState<(typeof criticalities)[number]>('unable-to-assess');
  const [severity, setSeverity] = useState<(typeof severities)[number]>('');
  const [isConfirmed, setConfirmed] = useState(false);
  const [isTried, setTried] = useState(false);
  const save = async () => {
    setTried(true);
    if (substance.trim().length < 2) return;
    const answer = await run({
      patientId,
      substance: substance.trim(),
      reaction: reaction.trim(),
      criticality,
      severity,
      certainty: isConfirmed ? 'confirmed' : 'unconfirmed',
    });
    if (!answer) return;
    notifyDone(
      [
        t('allergies.done', { substance: substance.trim() }),
        answer.recognised.length > 0 ? t('allergies.recognised', { names: answer.recognised.join(', ') }) : t('allergies.notRecognised'),
      ].join(' '),
    );
    onDone();
  };
  return (
    <Form label={t('allergies.add')} onSubmit={() => void save()} onCancel={onDone}>
      <SearchPicker
        label={t('allergies.substance')}
        placeholder={t('allergies.substanceHint')}
        required
        autoFocus
        text={substance}
        onText={setSubstance}
        search={async (text) => (await call('codes.searchMedicines', { text })).medicines}
        toOption={(medicine) => ({ key: medicine.name, label: medicine.name, ...(medicine.atc ? { detail: medicine.atc } : {}) })}
        onPick={(medicine) => setSubstance(medicine.name)}
        error={isTried && substance.trim().length < 2 ? t('allergies.wrongSubstance') : null}
      />
      <FormRow>
        <TextInput
          label={t('allergies.reaction')}
          placeholder={t('allergies.reactionHint')}
          value={reaction}
          onChange={(event) => setReaction(event.currentTarget.value)}
        />
        <Select
          label={t('allergies.severity')}
          allowDeselect={false}
          value={severity}
          onChange={(next) => setSeverity(severities.find((one) => one === next) ?? '')}
          data={severities.map((value) => ({ value, label: t(`allergies.severityOf.${value || 'unsaid'}`) }))}
        />
        <Select
          label={t('allergies.criticality')}
          value={criticality}
          onChange={(next) => setCriticality(criticalities.find((one) => one === next) ?? 'unable-to-assess')}
          data={criticalities.map((value) => ({ value, label: t(`allergies.criticalityOf.${value}`) }))}
        />
      </FormRow>
      <Checkbox label={t('allergies.isConfirmed')} checked={isConfirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" size="compact-md" loading={isRunning}>
          {t('allergies.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Form>
  );
}
