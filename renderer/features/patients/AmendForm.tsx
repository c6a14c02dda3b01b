import { Checkbox, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { en } from '../../lib/strings/index.ts';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { EditConflict } from '../../ui/EditConflict.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
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
  const isUnidentified = useQuery('registration.details', { patientId: patient.patientId }).data?.isUnidentified === true;
  const [isNamed, setNamed] = useState(true);
  const saved: PersonValues = {
    familyName: patient.familyName,
    givenNames: patient.givenNames,
    sex: patient.sex,
    birth: format.birthDate(patient.birthDate, patient.birthDatePrecision),
    phone: patient.phone,
    village: patient.village,
  };
  const edit = useSharedEdit({ version: patient.version, values: saved });
  const { values, base, behind } = edit;
  const goOnWith = (next: PersonValues) => {
    edit.goOnWith(next);
    reset();
  };
  const history = useQuery('history.of', { resource: 'Patient', id: patient.patientId }, { enabled: behind > 0 });
  const editors = (history.data?.entries ?? []).filter((entry) => entry.action === 'amend').slice(0, behind);
  const save = async () => {
    const mistakes = checkPerson(values, format.today);
    setWrong(mistakes);
    if (mistakes.length > 0) return focusFirstError(box.current);
    const person = toPersonDetails(values, format.today);
    const answer = await run({
      ...person,
      patientId: patient.patientId,
      version: base.version,
      reason: reason.trim(),
      isIdentified: isUnidentified && isNamed,
    });
    if (!answer) return undefined;
    notifyDone(t('patients.form.changed'));
    return onDone();
  };
  return (
    <div ref={box} className="mv-form-column">
      <Form label={t('patients.chart.edit')} onSubmit={() => void save()} onCancel={onDone}>
        <h2>{t('patients.chart.edit')}</h2>
        <PersonFields values={values} onChange={edit.setValues} wrong={wrong} />
        {isUnidentified && (
          <Checkbox label={t('registration.identified')} checked={isNamed} onChange={(event) => setNamed(event.currentTarget.checked)} />
        )}
        <TextInput label={t('patients.form.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {behind > 0 && !isRunning && (
          <EditConflict
            editors={editors}
            base={base.values}
            theirs={saved}
            mine={values}
            label={(field) => t(`patients.form.${field}`)}
            say={(field, value) =>
              field === 'sex' && Object.hasOwn(en.patients.sex, value) ? t(`patients.sex.${value as keyof typeof en.patients.sex}`) : value
            }
            onMerge={goOnWith}
            onReload={() => goOnWith(saved)}
          />
        )}
        <FormActions
          save={t('patients.form.saveChanges')}
          error={error?.code === 'version.conflict' && behind > 0 ? null : error}
          isRunning={isRunning}
          onCancel={onDone}
        />
      </Form>
    </div>
  );
}
