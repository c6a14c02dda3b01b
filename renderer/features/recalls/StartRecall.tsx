import { Checkbox, Radio, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, Notice, notifyDone, Pane, SearchPicker } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { LotTraces } from './LotTraces.tsx';

const grades = ['I', 'II', 'III'] as const;

/** Which medicine, which lots, why; what it would find is shown before anything is done. */
export function StartRecall(props: { onDone: (recallId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const start = useCommand('recalls.start');
  const [item, setItem] = useState<ItemRow | null>(null);
  const [itemText, setItemText] = useState('');
  const [scope, setScope] = useState<'lots' | 'item'>('lots');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [further, setFurther] = useState('');
  const [grade, setGrade] = useState<(typeof grades)[number]>('II');
  const [reason, setReason] = useState('');
  const [source, setSource] = useState('');
  const [isChecked, setChecked] = useState(false);
  const all = useQuery('recalls.preview', { itemId: item?.itemId ?? '', lotNumbers: null }, { enabled: item !== null });

  const typed = further.split(/[,;\n]/).map((text) => text.trim()).filter(Boolean); // prettier-ignore
  const lotNumbers = scope === 'item' ? null : [...new Set([...chosen, ...typed])];
  const lots = (all.data?.lots ?? []).filter((lot) => lotNumbers === null || lotNumbers.includes(lot.lotNumber));
  const onHand = lots.reduce((sum, lot) => sum + lot.onHand, 0);
  const given = lots.reduce((sum, lot) => sum + lot.toPatients, 0);
  const isWrong = { item: item === null, lots: lotNumbers?.length === 0, reason: reason.trim().length < 3, source: source.trim().length < 3 };

  const save = async () => {
    setChecked(true);
    if (!item || isWrong.lots || isWrong.reason || isWrong.source) return;
    const done = await start.run({ itemId: item.itemId, lotNumbers, class: grade, reason: reason.trim(), source: source.trim() });
    if (!done) return;
    notifyDone(t('recalls.start.done', { number: done.number, quantity: units.count(done.quarantined, item.unit) }));
    props.onDone(done.recallId);
  };

  return (
    <Pane title={t('recalls.start.title')}>
      <Form label={t('recalls.start.title')} onSubmit={() => void save()} onCancel={props.onCancel}>
        <SearchPicker<ItemRow>
          label={t('recalls.start.item')}
          search={async (filter) => (await call('inventory.items', { filter, limit: 8 })).items}
          toOption={(found) => ({ key: found.itemId, label: found.name, detail: units.count(found.onHand, found.unit) })}
          onPick={(found) => {
            setItem(found);
            setItemText(found.name);
            setChosen([]);
          }}
          text={itemText}
          onText={(text) => {
            setItemText(text);
            setItem(null);
          }}
          error={isChecked && isWrong.item && t('recalls.start.needItem')}
          required
          autoFocus
        />
        {item && (
          <>
            <SegmentedControl
              aria-label={t('recalls.start.scope')}
              value={scope}
              onChange={(next) => setScope(next === 'item' ? 'item' : 'lots')}
              data={(['lots', 'item'] as const).map((value) => ({ value, label: t(`recalls.start.scopes.${value}`) }))}
            />
            {scope === 'lots' && (
              <>
                <Checkbox.Group label={t('recalls.start.lots')} value={[...chosen]} onChange={setChosen} error={isChecked && isWrong.lots && t('recalls.start.needLots')}>
                  <div className="mv-stack">
                    {all.data?.lots.map((lot) => (
                      <Checkbox
                        key={lot.lotId}
                        value={lot.lotNumber}
                        label={t('recalls.start.lot', { lot: lot.lotNumber, expiry: lot.expiry === null ? '–' : format.day(lot.expiry), onHand: units.count(lot.onHand, item.unit), given: format.number(lot.toPatients) })}
                      />
                    ))}
                    {all.data?.lots.length === 0 && <span className="mv-muted">{t('recalls.start.noLots')}</span>}
                  </div>
                </Checkbox.Group>
                <TextInput label={t('recalls.start.further')} description={t('recalls.start.furtherHint')} value={further} onChange={(event) => setFurther(event.currentTarget.value)} />
              </>
            )}
            <Radio.Group label={t('recalls.start.grade')} value={grade} onChange={(next) => setGrade(grades.find((one) => one === next) ?? 'II')}>
              <div className="mv-stack">
                {grades.map((value) => (
                  <Radio key={value} value={value} label={t(`recalls.class.${value}`)} />
                ))}
              </div>
            </Radio.Group>
            <Textarea label={t('recalls.start.reason')} description={t('recalls.start.reasonHint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={isChecked && isWrong.reason && t('recalls.start.needReason')} autosize minRows={2} withAsterisk />
            <TextInput label={t('recalls.start.source')} description={t('recalls.start.sourceHint')} value={source} onChange={(event) => setSource(event.currentTarget.value)} error={isChecked && isWrong.source && t('recalls.start.needSource')} withAsterisk />
            {lots.length > 0 && <LotTraces lots={lots} unit={item.unit} />}
            <Notice tone="amber" title={t('recalls.start.consequence', { onHand: units.count(onHand, item.unit) })}>
              {t('recalls.start.consequenceText', { given: units.count(given, item.unit) })}
            </Notice>
          </>
        )}
        <FormActions save={t('recalls.start.save')} isDisabled={item === null} isRunning={start.isRunning} error={start.error ?? all.error} onCancel={props.onCancel} />
      </Form>
    </Pane>
  );
} // prettier-ignore
