import { Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../preload/contract/common.ts';
import { relationships } from '../../../preload/contract/histories.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { Form, FormActions, FormRow, NumberUnitField } from '../../ui/Form.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** Words do; a picked line keeps its ICD-10 code. */
export function FamilyForm({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { run, error, isRunning } = useCommand('histories.addFamily');
  const [relationship, setRelationship] = useState<(typeof relationships)[number]>('mother');
  const [text, setText] = useState('');
  const [coding, setCoding] = useState<Coding | null>(null);
  const [onsetAge, setOnsetAge] = useState<number | null>(null);
  const [isDeceased, setDeceased] = useState(false);
  const [isTried, setTried] = useState(false);
  const condition = (coding?.display ?? text).trim();
  const save = async () => {
    setTried(true);
    if (condition.length < 2) return;
    if (!(await run({ patientId, relationship, condition, coding, onsetAge, isDeceased }))) return;
    notifyDone(t('histories.saved'));
    onDone();
  };
  return (
    <Form label={t('histories.addFamily')} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <Select
          label={t('histories.who')}
          allowDeselect={false}
          autoFocus
          value={relationship}
          onChange={(next) => setRelationship(relationships.find((one) => one === next) ?? 'other')}
          data={relationships.map((value) => ({ value, label: t(`histories.relationship.${value}`) }))}
        />
        <NumberUnitField label={t('histories.onsetLabel')} unit={t('histories.years')} min={0} max={130} value={onsetAge} onChange={setOnsetAge} />
      </FormRow>
      <SearchPicker<Coding>
        label={t('histories.condition')}
        placeholder={t('histories.conditionHint')}
        required
        text={text}
        onText={(next) => {
          setText(next);
          setCoding(null);
        }}
        search={async (typed) => (await call('codes.searchConditions', { text: typed, locale })).codings}
        toOption={(one) => ({ key: one.code, label: `${one.code} ${one.display}` })}
        onPick={(one) => {
          setCoding(one);
          setText(`${one.code} ${one.display}`);
        }}
        error={isTried && condition.length < 2 ? t('histories.wrongCondition') : null}
      />
      <Checkbox label={t('histories.isDeceased')} checked={isDeceased} onChange={(event) => setDeceased(event.currentTarget.checked)} />
      <FormActions save={t('histories.save')} isRunning={isRunning} error={error} onCancel={onDone} />
    </Form>
  );
} // prettier-ignore
