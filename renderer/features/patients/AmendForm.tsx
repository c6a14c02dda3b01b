import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { EditConflict } from './EditConflict.tsx';
import { PersonFields } from './PersonFields.tsx';
import { checkPerson, type PersonMistake, type PersonValues, toPersonDetails } from './personForm.ts';

/** Corrects who somebody is. What another desk saves meanwhile is shown at once and merged, so that nobody's typing is lost. */
export function AmendForm({ patient, onDone }: { patient: Chart['patient']; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('patients.amend');
  const [wrong, setWrong] = useState<readonly PersonMistake[]>([]);
  const [reason, setReason] = useState('');
  const saved: PersonValues = {
    familyName: patient.familyName,
    givenNames: patient.givenNames,
    sex: patient.sex,
    birth: format.birthDate(patient.birthDate, patient.birthDatePrecision),
    phone: patient.phone,
    village: patient.village,
  };
  const [base, setBase] = useState({ version: patient.version, values: saved }); // what this form was opened on
  const [values, setValues] = useState<PersonValues>(saved);
  const goOnWith = (next: PersonValues) => {
    setValues(next);
    setBase({ version: patient.version, values: saved });
    reset();
  };
  const save = async () => {
    const mistakes = checkPerson(values, format.today);
    setWrong(mistakes);
    if (mistakes.length > 0) return focusFirstError(box.current);
    const person = toPersonDetails(values, format.today);
    const answer = await run({ ...person, patientId: patient.patientId, version: base.version, reason: reason.trim() });
    if (!answer) return undefined;
    notifyDone(t('patients.form.changed'));
    return onDone();
  };
  return (
    <div ref={box} className="mv-form-column">
      <Form label={t('patients.chart.edit')} onSubmit={() => void save()} onCancel={onDone}>
        <h2>{t('patients.chart.edit')}</h2>
        <PersonFields values={values} onChange={setValues} wrong={wrong} />
        <TextInput label={t('patients.form.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {patient.version > base.version && !isRunning && (
          <EditConflict
            patientId={patient.patientId}
            versions={patient.version - base.version}
            base={base.values}
            theirs={saved}
            mine={values}
            onMerge={goOnWith}
            onReload={() => goOnWith(saved)}
          />
        )}
        <FormActions
          save={t('patients.form.saveChanges')}
          error={error?.code === 'version.conflict' && patient.version > base.version ? null : error}
          isRunning={isRunning}
          onCancel={onDone}
        />
      </Form>
    </div>
  );
}
