import { Input, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

const sites = ['left-arm', 'right-arm', 'left-thigh', 'right-thigh', 'mouth'] as const;

/** One dose: given here out of the stock, or copied from a card that the family brings. */
export function DoseForm(props: { patientId: string; series: string; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const schedule = useQuery('immunizations.schedule', {});
  const record = useCommand('immunizations.record');
  const [series, setSeries] = useState(props.series);
  const [source, setSource] = useState<'here' | 'card'>('here');
  const [day, setDay] = useState(format.today);
  const [item, setItem] = useState<ItemRow | null>(null);
  const [itemText, setItemText] = useState('');
  const [lotNumber, setLot] = useState('');
  const [expiry, setExpiry] = useState('');
  const [site, setSite] = useState<string | null>(null);
  const [overrideReason, setOverride] = useState('');
  const isHere = source === 'here';
  const early = record.error?.code === 'immunization.too_early' ? record.error.data : null;
  const earliest = early === null ? '' : String(early['earliest']);
  const names = [...new Set(schedule.data?.doses.map((dose) => dose.series) ?? [])];

  const save = async () => {
    if (series === '') return;
    const answer = await record.run({
      patientId: props.patientId,
      series,
      isPrimarySource: isHere,
      ...(isHere ? {} : { day }),
      itemId: isHere && item ? item.itemId : null,
      ...(item && isHere ? {} : { lotNumber: lotNumber.trim(), expiry: expiry === '' ? null : expiry }),
      site: site ?? '',
      overrideReason: overrideReason.trim(),
    });
    if (!answer) return;
    const words = { series, lot: answer.lotNumber };
    if (!answer.counts) notifyDone(t('immunizations.form.doneNotCounted', words));
    else notifyDone(t(answer.lotNumber === '' ? 'immunizations.form.doneNoLot' : 'immunizations.form.done', words));
    props.onDone();
  };

  return (
    <Card title={t('immunizations.form.title')}>
      <Form label={t('immunizations.form.title')} onSubmit={() => void save()} onCancel={props.onDone}>
        <FormRow>
          <Select
            label={t('immunizations.form.series')}
            searchable
            withAsterisk
            data={names}
            value={series === '' ? null : series}
            onChange={(value) => setSeries(value ?? '')}
            autoFocus={series === ''}
          />
          <Input.Wrapper label={t('immunizations.form.source')} labelElement="div" id="dose-source">
            <SegmentedControl
              fullWidth
              aria-label={t('immunizations.form.source')}
              value={source}
              onChange={(value) => setSource(value)}
              data={(['here', 'card'] as const).map((value) => ({ value, label: t(`immunizations.form.${value}`) }))}
            />
          </Input.Wrapper>
        </FormRow>
        {!isHere && <TextInput type="date" label={t('immunizations.form.day')} value={day} max={format.today} onChange={(event) => setDay(event.currentTarget.value)} withAsterisk />}
        {isHere && can('InventoryItem.read') && (
          <SearchPicker<ItemRow>
            label={t('immunizations.form.item')}
            description={item ? t('immunizations.form.onHand', { count: item.onHand }) : t('immunizations.form.itemHint')}
            search={async (filter) => (await call('inventory.items', { filter, limit: 8 })).items}
            toOption={(found) => ({ key: found.itemId, label: found.name, detail: t('immunizations.form.onHand', { count: found.onHand }) })}
            onPick={(found) => {
              setItem(found);
              setItemText(found.name);
            }}
            text={itemText}
            onText={(text) => {
              setItemText(text);
              setItem(null);
            }}
            autoFocus={series !== ''}
          />
        )}
        {(!isHere || !item) && (
          <FormRow>
            <TextInput label={t('immunizations.form.lot')} value={lotNumber} onChange={(event) => setLot(event.currentTarget.value)} autoComplete="off" />
            <TextInput type="date" label={t('immunizations.form.expiry')} value={expiry} onChange={(event) => setExpiry(event.currentTarget.value)} />
          </FormRow>
        )}
        <Select
          label={t('immunizations.form.site')}
          clearable
          data={sites.map((value) => ({ value, label: t(`immunizations.form.sites.${value}`) }))}
          value={site}
          onChange={setSite}
        />
        {early !== null && (
          <>
            <Notice tone="amber" isLive>
              {earliest === '' ? t('immunizations.form.neverCounts') : t('errors.immunization.too_early', { earliest: format.day(earliest) })}
            </Notice>
            <TextInput label={t('immunizations.form.override')} value={overrideReason} onChange={(event) => setOverride(event.currentTarget.value)} autoFocus />
          </>
        )}
        <FormActions save={t('immunizations.form.save')} isRunning={record.isRunning} error={early ? null : record.error} onCancel={props.onDone} />
      </Form>
    </Card>
  );
} // prettier-ignore
