import { Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bloodComponents } from '../../../preload/contract/blood.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow, notifyDone, NumberUnitField, Pane } from '../../ui/index.ts';
import { groupOf, groupOptions } from './groups.ts';

/** A bag from the blood bank: what its label says. */
export function ReceiveUnit(props: { onDone: (unitId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const receive = useCommand('blood.receive');
  const body = useRef<HTMLDivElement>(null);
  const [unitNumber, setUnitNumber] = useState('');
  const [component, setComponent] = useState<(typeof bloodComponents)[number]>('red-cells');
  const [group, setGroup] = useState<string | null>(null);
  const [volumeMl, setVolume] = useState<number | null>(280);
  const [expiry, setExpiry] = useState('');
  const [source, setSource] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isWrong = { number: unitNumber.trim().length < 3, group: group === null, volume: volumeMl === null || volumeMl < 10 || volumeMl > 1000, expiry: expiry === '' || expiry < format.today, source: source.trim().length < 2 };
  const save = async () => {
    setChecked(true);
    if (group === null || volumeMl === null || Object.values(isWrong).some(Boolean)) return focusFirstError(body.current);
    const done = await receive.run({ unitNumber: unitNumber.trim(), component, group: groupOf(group), volumeMl, expiry, source: source.trim() });
    if (!done) return;
    notifyDone(t('blood.receive.done', { number: unitNumber.trim() }));
    props.onDone(done.unitId);
  };
  const need = (which: keyof typeof isWrong) => isChecked && isWrong[which] && t(`blood.receive.need.${which}`);
  return (
    <Pane title={t('blood.receive.title')}>
      <Form label={t('blood.receive.title')} onSubmit={() => void save()} onCancel={props.onCancel}>
        <div ref={body} className="mv-form">
          <TextInput label={t('blood.receive.number')} description={t('blood.receive.numberHint')} value={unitNumber} onChange={(event) => setUnitNumber(event.currentTarget.value)} error={need('number')} autoComplete="off" autoFocus withAsterisk />
          <FormRow>
            <Select label={t('blood.columns.group')} data={groupOptions} value={group} onChange={setGroup} error={need('group')} searchable withAsterisk />
            <Select label={t('blood.columns.component')} data={bloodComponents.map((value) => ({ value, label: t(`blood.components.${value}`) }))} value={component} onChange={(next) => setComponent(bloodComponents.find((one) => one === next) ?? 'red-cells')} allowDeselect={false} />
          </FormRow>
          <FormRow>
            <TextInput type="date" label={t('blood.columns.expiry')} value={expiry} onChange={(event) => setExpiry(event.currentTarget.value)} error={need('expiry')} withAsterisk />
            <NumberUnitField label={t('blood.columns.volume')} unit={t('blood.mlUnit')} value={volumeMl} onChange={setVolume} error={need('volume')} min={10} max={1000} />
          </FormRow>
          <TextInput label={t('blood.columns.source')} value={source} onChange={(event) => setSource(event.currentTarget.value)} error={need('source')} withAsterisk />
          <FormActions save={t('blood.receive.save')} isRunning={receive.isRunning} error={receive.error} onCancel={props.onCancel} />
        </div>
      </Form>
    </Pane>
  );
} // prettier-ignore
