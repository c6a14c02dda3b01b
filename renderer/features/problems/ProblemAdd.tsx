import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../preload/contract/common.ts';
import type { ClinicalStatus } from '../../../preload/contract/problems.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat, useLocale } from '../../lib/format.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { OnsetField, readOnset } from './onset.tsx';

export const clinicalStatuses = ['active', 'recurrence', 'remission', 'resolved'] as const satisfies readonly ClinicalStatus[];

/** By type-ahead, or a diagnosis of a visit taken over (`coding`). */
export function ProblemAdd(props: { patientId: string; coding: Coding | null; onDone: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('problems.add');
  const [coding, setCoding] = useState(props.coding);
  const [text, setText] = useState(props.coding ? `${props.coding.code} ${props.coding.display}` : '');
  const [onset, setOnset] = useState('');
  const [status, setStatus] = useState<ClinicalStatus>('active');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const save = async () => {
    setTried(true);
    const read = readOnset(onset, format.today);
    if (!coding || !read) return;
    const { edition, ...rest } = coding;
    const chosen = edition === undefined ? rest : { ...rest, edition };
    if (!(await run({ patientId: props.patientId, coding: chosen, ...read, clinicalStatus: status, note: note.trim() }))) return;
    notifyDone(t('problems.added', { display: coding.display }));
    props.onDone();
  };
  return (
    <Form label={t('problems.add')} onSubmit={() => void save()} onCancel={props.onDone}>
      <SearchPicker<Coding>
        label={t('problems.search')}
        placeholder={t('problems.searchHint')}
        required
        autoFocus={props.coding === null}
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
        error={isTried && !coding ? t('problems.wrongCode') : null}
      />
      <FormRow>
        <OnsetField text={onset} onText={setOnset} isTried={isTried} autoFocus={props.coding !== null} />
        <Select
          label={t('problems.statusLabel')}
          allowDeselect={false}
          value={status}
          onChange={(next) => setStatus(clinicalStatuses.find((one) => one === next) ?? 'active')}
          data={clinicalStatuses.map((value) => ({ value, label: t(`problems.status.${value}`) }))}
        />
      </FormRow>
      <TextInput label={t('problems.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t('problems.save')} isRunning={isRunning} error={error} onCancel={props.onDone} />
    </Form>
  );
}
