import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { focusFirstError, Form } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PersonFields } from './PersonFields.tsx';
import { checkPerson, type PersonMistake, type PersonValues, toPersonDetails } from './personForm.ts';

/** Corrects who somebody is; a second editor is told, nothing is overwritten unseen. */
export function AmendForm({ patient, onDone }: { patient: Chart['patient']; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('patients.amend');
  const [wrong, setWrong] = useState<readonly PersonMistake[]>([]);
  const [reason, setReason] = useState('');
  const [version] = useState(patient.version); // what this form was opened on
  const [values, setValues] = useState<PersonValues>({
    familyName: patient.familyName,
    givenNames: patient.givenNames,
    sex: patient.sex,
    birth: format.birthDate(patient.birthDate, patient.birthDatePrecision),
    phone: patient.phone,
    village: patient.village,
  });
  const save = async () => {
    const mistakes = checkPerson(values, format.today);
    setWrong(mistakes);
    if (mistakes.length > 0) return focusFirstError(box.current);
    const answer = await run({ ...toPersonDetails(values, format.today), patientId: patient.patientId, version, reason: reason.trim() });
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
        <ErrorLine error={error} />
        <div className="mv-actions">
          <Button type="submit" loading={isRunning}>
            {t('patients.form.saveChanges')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('ui.cancel')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
