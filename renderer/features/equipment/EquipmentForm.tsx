import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EquipmentRow } from '../../../preload/contract/equipment.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow, notifyDone, NumberUnitField, Pane } from '../../ui/index.ts';

const texts = ['name', 'category', 'manufacturer', 'model', 'serialNumber', 'place'] as const;
type Text = (typeof texts)[number];

/** A new thing, or what is written about one. */
export function EquipmentForm(props: { equipment?: EquipmentRow; onDone: (equipmentId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const old = props.equipment;
  const add = useCommand('equipment.add');
  const amend = useCommand('equipment.amend');
  const departments = useQuery('departments.list', {});
  const [typed, setTyped] = useState<Record<Text, string>>(() => Object.fromEntries(texts.map((name) => [name, old?.[name] ?? ''])) as Record<Text, string>);
  const [departmentId, setDepartment] = useState<string | null>(old?.departmentId ?? null);
  const [maintenanceDays, setDays] = useState<number | null>(old?.maintenanceDays ?? null);
  const [maintainedOn, setMaintained] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isShort = (name: Text) => (name === 'name' || name === 'category') && typed[name].trim().length < 2;
  const save = async () => {
    setChecked(true);
    if (texts.some(isShort)) return;
    const facts = { ...typed, departmentId, maintenanceDays };
    const done = old ? await amend.run({ ...facts, equipmentId: old.equipmentId, version: old.version }) : await add.run({ ...facts, maintainedOn: maintainedOn === '' ? null : maintainedOn });
    if (!done) return;
    notifyDone('assetNumber' in done ? t('equipment.add.done', { number: done.assetNumber }) : t('equipment.saved'));
    props.onDone(old?.equipmentId ?? ('equipmentId' in done ? done.equipmentId : ''));
  };
  const field = (name: Text) => (
    <TextInput
      key={name}
      label={t(`equipment.fields.${name}`)}
      value={typed[name]}
      onChange={(event) => setTyped((before) => ({ ...before, [name]: event.target.value }))}
      error={isChecked && isShort(name) && t('equipment.need')}
      withAsterisk={name === 'name' || name === 'category'}
      autoFocus={name === 'name'}
      autoComplete="off"
      maxLength={200}
    />
  );
  const title = old ? t('equipment.amend') : t('equipment.add.title');
  return (
    <Pane title={title}>
      <Form label={title} onSubmit={() => void save()} onCancel={props.onCancel}>
        <FormRow>{(['name', 'category'] as const).map(field)}</FormRow>
        <FormRow>{(['manufacturer', 'model'] as const).map(field)}</FormRow>
        <FormRow>{(['serialNumber', 'place'] as const).map(field)}</FormRow>
        <FormRow>
          <Select label={t('equipment.fields.department')} clearable data={(departments.data?.departments ?? []).map((one) => ({ value: one.departmentId, label: one.name }))} value={departmentId} onChange={setDepartment} />
          <NumberUnitField label={t('equipment.fields.maintenanceDays')} description={t('equipment.fields.maintenanceHint')} unit={t('equipment.days')} value={maintenanceDays} onChange={setDays} min={1} max={3660} />
        </FormRow>
        {!old && maintenanceDays !== null && <TextInput type="date" label={t('equipment.fields.maintainedOn')} value={maintainedOn} max={format.today} onChange={(event) => setMaintained(event.currentTarget.value)} />}
        <FormActions isRunning={add.isRunning || amend.isRunning} error={add.error ?? amend.error} onCancel={props.onCancel} />
      </Form>
    </Pane>
  );
} // prettier-ignore
