import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BloodUnit } from '../../../preload/contract/blood.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, FormRow, NumberUnitField } from '../../ui/index.ts';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import { groupOf, groupOptions } from './groups.ts';

/** For whom the bag is kept, and how long. */
export function ReserveForm({ unit, onDone }: { unit: BloodUnit; onDone: () => void }) {
  const { t } = useTranslation();
  const reserve = useCommand('blood.reserve');
  const [patientId, setPatientId] = useState<string | null>(null);
  const [group, setGroup] = useState<string | null>(null);
  const [hours, setHours] = useState<number | null>(24);
  const [isChecked, setChecked] = useState(false);
  const save = async () => {
    setChecked(true);
    if (patientId === null || group === null || hours === null) return;
    const patientGroup = group === 'unknown' ? null : groupOf(group);
    if (await reserve.run({ unitId: unit.unitId, version: unit.version, patientId, patientGroup, hours })) onDone();
  };
  return (
    <Card title={t('blood.reserve.title')}>
      <Form label={t('blood.reserve.title')} onSubmit={() => void save()} onCancel={onDone}>
        <PatientPicker label={t('blood.person')} placeholder={t('blood.reserve.find')} onPick={(patient) => setPatientId(patient.patientId)} error={isChecked && patientId === null && t('blood.reserve.needPerson')} autoFocus />
        <FormRow>
          <Select label={t('blood.personGroup')} data={[...groupOptions.map((value) => ({ value, label: value })), { value: 'unknown', label: t('blood.groupUnknown') }]} value={group} onChange={setGroup} error={isChecked && group === null && t('blood.reserve.needGroup')} withAsterisk />
          <NumberUnitField label={t('blood.reserve.hours')} unit={t('blood.reserve.hoursUnit')} value={hours} onChange={setHours} min={1} max={72} />
        </FormRow>
        <FormActions save={t('blood.reserve.save')} isRunning={reserve.isRunning} error={reserve.error} onCancel={onDone} />
      </Form>
    </Card>
  );
} // prettier-ignore
