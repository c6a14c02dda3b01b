import { ActionIcon, Checkbox, Select, SegmentedControl } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawInput } from '../../../preload/contract/index.ts';
import { abcClass, type AbcClass } from '../../../preload/contract/stockTakes.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow, Notice, NumberUnitField, notifyDone, Pane } from '../../ui/index.ts';

type Kind = 'full' | 'partial' | 'cyclic';
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** What is counted and how, with the number of lines that it comes to. */
export function StartPane({ onStarted, onClose }: { onStarted: (stockTakeId: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const start = useCommand('stockTakes.start');
  const [kind, setKind] = useState<Kind>('full');
  const [chosen, setChosen] = useState<RawInput<'stockTakes.start'>['scope']>({});
  const [classes, setClasses] = useState<AbcClass[]>(['A']);
  const [items, setItems] = useState<number | null>(50);
  const [isFrozen, setFrozen] = useState(false);
  const [isBlind, setBlind] = useState(true);
  const [counters, setCounters] = useState<1 | 2>(1);
  const scope = kind === 'full' ? {} : kind === 'partial' ? chosen : { ...chosen, classes, items: items ?? 50 };
  const plan = useQuery('stockTakes.plan', { kind, scope }, { keepPrevious: true }).data;
  const choose = (change: typeof chosen) =>
    setChosen((before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)));
  const begin = async () => {
    const started = await start.run({ kind, scope, isFrozen, isBlind, counters });
    if (!started) return;
    notifyDone(t('stockTakes.start.done', { number: started.number, lines: format.number(started.lines) }));
    onStarted(started.stockTakeId);
  };
  const listOf = (name: 'category' | 'programme', values: readonly string[]) => (
    <Select
      label={t(`stockTakes.start.${name}`)}
      placeholder={t('stockTakes.start.any')}
      data={[...values]}
      value={chosen[name] ?? null}
      onChange={(next) => choose({ [name]: next ?? undefined })}
      clearable
      disabled={values.length === 0}
    />
  );
  return (
    <Pane
      title={t('stockTakes.start.title')}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <Form label={t('stockTakes.start.title')} onSubmit={() => void begin()} onCancel={onClose}>
        <SegmentedControl
          aria-label={t('stockTakes.start.kind')}
          value={kind}
          onChange={(next) => setKind(next as Kind)}
          data={(['full', 'partial', 'cyclic'] as const).map((value) => ({ value, label: t(`stockTakes.kind.${value}`) }))}
        />
        <span className="mv-muted">{t(`stockTakes.start.${kind}Hint`)}</span>
        {kind === 'cyclic' && (
          <FormRow>
            <Checkbox.Group
              label={t('stockTakes.start.classes')}
              value={classes}
              onChange={(next) => setClasses(abcClass.options.filter((one) => next.includes(one)))}
            >
              <div className="mv-line">
                {plan?.cycles.map((cycle) => (
                  <Checkbox key={cycle.class} value={cycle.class} label={`${cycle.class} (${format.number(cycle.due)})`} />
                ))}
              </div>
            </Checkbox.Group>
            <NumberUnitField
              label={t('stockTakes.start.items')}
              unit={t('stockTakes.start.itemsUnit')}
              value={items}
              onChange={setItems}
              min={1}
              max={5000}
            />
          </FormRow>
        )}
        {kind !== 'full' && (
          <>
            <FormRow>
              <Select
                label={t('stockTakes.start.location')}
                placeholder={t('stockTakes.start.any')}
                data={(plan?.locations ?? []).map((one) => ({ value: one.locationId, label: one.name }))}
                value={chosen.locationId ?? null}
                onChange={(next) => choose({ locationId: next ?? undefined })}
                clearable
              />
              {listOf('category', plan?.categories ?? [])}
              {listOf('programme', plan?.programmes ?? [])}
            </FormRow>
            <FormRow>
              {(['fromLetter', 'toLetter'] as const).map((name) => (
                <Select
                  key={name}
                  label={t(`stockTakes.start.${name}`)}
                  placeholder={t('stockTakes.start.any')}
                  data={letters}
                  value={chosen[name] ?? null}
                  onChange={(next) => choose({ [name]: next ?? undefined })}
                  searchable
                  clearable
                />
              ))}
            </FormRow>
            <Checkbox
              label={t('stockTakes.start.onlyControlled')}
              checked={chosen.onlyControlled === true}
              onChange={(event) => choose({ onlyControlled: event.currentTarget.checked || undefined })}
            />
          </>
        )}
        <SegmentedControl
          aria-label={t('stockTakes.start.how')}
          value={isFrozen ? 'frozen' : 'live'}
          onChange={(next) => setFrozen(next === 'frozen')}
          data={(['live', 'frozen'] as const).map((value) => ({ value, label: t(`stockTakes.start.${value}`) }))}
        />
        <span className="mv-muted">{t(isFrozen ? 'stockTakes.start.frozenHint' : 'stockTakes.start.liveHint')}</span>
        <Checkbox label={t('stockTakes.start.isBlind')} checked={isBlind} onChange={(event) => setBlind(event.currentTarget.checked)} />
        <Checkbox
          label={t('stockTakes.start.two')}
          description={t('stockTakes.start.twoHint')}
          checked={counters === 2}
          onChange={(event) => setCounters(event.currentTarget.checked ? 2 : 1)}
        />
        {plan && (
          <Notice tone={plan.lines === 0 ? 'amber' : 'blue'}>
            {plan.lines === 0
              ? t('stockTakes.start.nothing')
              : t('stockTakes.start.chosen', {
                  count: plan.lines,
                  replace: { count: format.number(plan.lines), items: format.number(plan.items) },
                  items: format.number(plan.items),
                })}
          </Notice>
        )}
        <FormActions
          save={t('stockTakes.start.submit')}
          isDisabled={plan?.lines === 0}
          error={start.error}
          isRunning={start.isRunning}
          onCancel={onClose}
        />
      </Form>
    </Pane>
  );
}
