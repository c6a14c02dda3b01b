import { Button, NumberInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { directionsSentence } from '../../../preload/contract/dosageSentence.ts';
import type { OrderSet } from '../../../preload/contract/orderSets.ts';
import type { SavedLine } from '../../../preload/contract/prescriptions.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton, ErrorLine, focusFirstError, Form, FormRow, notifyDone, NumberUnitField, ThingPane } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { readOrder } from '../prescriptions/directions.ts';
import { DirectionsField } from '../prescriptions/DirectionsField.tsx';
import { MedicinePicker } from '../prescriptions/MedicinePicker.tsx';
import { lineOf } from '../prescriptions/orderDraft.ts';
import '../prescriptions/prescriptions.css';

type Draft = Omit<SavedLine, 'dosage' | 'quantity'> & { key: number; quantity: number | null };
const emptyLine = (key: number): Draft => ({
  key,
  medicine: '',
  itemId: null,
  directions: '',
  quantity: null,
  unit: 'tablet',
  validDays: 30,
  refillsAllowed: 0,
});

/** A set and its lines; without the permission it is read. */
export function OrderSetForm({ set, onClose }: { set: OrderSet | null; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const locale = useLocale();
  const body = useRef<HTMLDivElement>(null);
  const save = useCommand('orderSets.save');
  const retire = useCommand('orderSets.retire');
  const [name, setName] = useState(set?.name ?? '');
  const [note, setNote] = useState(set?.note ?? '');
  const [lines, setLines] = useState<readonly Draft[]>(
    set
      ? set.lines.map(({ dosage, ...line }, key) => ({ ...line, key, directions: lineOf({ dosage, directions: line.directions }) }))
      : [emptyLine(0)],
  );
  const [isChecked, setChecked] = useState(false);
  const isWrong = (line: Draft) => line.medicine.trim().length < 2 || line.directions.trim() === '' || line.quantity === null;
  const amend = (key: number, change: Partial<Draft>) =>
    setLines((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const submit = async () => {
    setChecked(true);
    if (name.trim().length < 2 || lines.length === 0 || lines.some(isWrong)) return focusFirstError(body.current);
    const done = await save.run({
      orderSetId: set?.orderSetId ?? null,
      version: set?.version ?? 0,
      name: name.trim(),
      note: note.trim(),
      lines: lines.map(({ key: _, ...line }) => {
        const { dosage } = readOrder(line.directions, undefined, line.unit);
        const directions = dosage ? directionsSentence(dosage, locale) : line.directions.trim();
        return { ...line, medicine: line.medicine.trim(), dosage, directions, quantity: line.quantity ?? 1 };
      }),
    });
    if (!done) return;
    notifyDone(t('prescribing.sets.saved'));
    onClose();
  };
  const title = set?.name ?? t('prescribing.sets.new');
  const read = { error: null, refetch: () => undefined };
  if (!can('OrderSet.update'))
    return (
      <ThingPane label={title} closeLabel={t('ui.close')} onClose={onClose} read={read}>
        <div className="mv-stack">
          {set?.note && <p>{set.note}</p>}
          <ol className="mv-sheet">
            {set?.lines.map((line) => (
              <li key={`${line.medicine} ${line.directions}`}>
                <div>
                  <strong>{line.medicine}</strong>
                  <p>{line.dosage ? directionsSentence(line.dosage, locale) : line.directions}</p>
                </div>
              </li>
            ))}
          </ol>
          <p className="mv-muted">{t('prescribing.sets.readOnly')}</p>
        </div>
      </ThingPane>
    );
  return (
    <ThingPane label={title} closeLabel={t('ui.close')} onClose={onClose} read={read}>
      <Form label={title} onSubmit={() => void submit()}>
        <div ref={body} className="mv-form">
          <FormRow>
            <TextInput
              label={t('prescribing.sets.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={isChecked && name.trim().length < 2 && t('prescribing.sets.needName')}
              maxLength={120}
              autoFocus={set === null}
              withAsterisk
            />
            <TextInput
              label={t('prescribing.sets.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={500}
            />
          </FormRow>
          {lines.map((line, at) => (
            <LineFields
              key={line.key}
              line={line}
              number={at + 1}
              isWrong={isChecked && isWrong(line)}
              canRemove={lines.length > 1}
              onAmend={(change) => amend(line.key, change)}
              onRemove={() => setLines((all) => all.filter((one) => one.key !== line.key))}
            />
          ))}
          <div className="mv-actions">
            <Button
              variant="default"
              leftSection={<Plus size={14} aria-hidden="true" />}
              onClick={() => setLines((all) => [...all, emptyLine(Math.max(0, ...all.map(({ key }) => key)) + 1)])}
            >
              {t('prescribing.sets.addLine')}
            </Button>
          </div>
          <ErrorLine error={save.error ?? retire.error} />
          <div className="mv-actions">
            <Button type="submit" loading={save.isRunning}>
              {t('prescribing.sets.save')}
            </Button>
            {set && (
              <ConfirmButton
                label={t('prescribing.sets.retire')}
                title={t('prescribing.sets.retireTitle', { name: set.name })}
                consequence={t('prescribing.sets.retireText')}
                confirmLabel={t('prescribing.sets.retire')}
                isDanger
                onConfirm={async () => {
                  if (!(await retire.run({ orderSetId: set.orderSetId, version: set.version }))) return;
                  notifyDone(t('prescribing.sets.retired'));
                  onClose();
                }}
              />
            )}
          </div>
        </div>
      </Form>
    </ThingPane>
  );
}

function LineFields(props: {
  line: Draft;
  number: number;
  isWrong: boolean;
  canRemove: boolean;
  onAmend: (change: Partial<Draft>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const units = useUnits();
  const can = useCan();
  const locale = useLocale();
  const { line, number } = props;
  const whole = useQuery(
    'inventory.item',
    { itemId: line.itemId ?? '' },
    { enabled: line.itemId !== null && can('InventoryItem.read') },
  ).data;
  const read = readOrder(line.directions, whole, line.unit);
  return (
    <fieldset className="mv-directions-fields" aria-label={t('prescribing.sets.line', { number })}>
      <div className="mv-step-head">
        <strong>{t('prescribing.sets.line', { number })}</strong>
        {props.canRemove && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('prescribing.sets.removeLine', { number })}
            onClick={props.onRemove}
          >
            <X size={14} aria-hidden="true" />
          </Button>
        )}
      </div>
      <MedicinePicker
        text={line.medicine}
        onText={(medicine) => props.onAmend({ medicine, itemId: null })}
        onPick={(medicine, item) => props.onAmend({ medicine, itemId: item?.itemId ?? null, ...(item ? { unit: item.unit } : {}) })}
        description=""
        error={props.isWrong && line.medicine.trim().length < 2 && t('prescribing.sets.needLine')}
        inputRef={null}
      />
      <DirectionsField
        line={line.directions}
        read={read}
        language={locale}
        error={props.isWrong && line.directions.trim() === '' && t('prescribing.sets.needLine')}
        onLine={(directions) => {
          const next = readOrder(directions, whole, line.unit);
          const follows = line.quantity === null || line.quantity === read.quantity;
          props.onAmend({ directions, ...(follows && next.quantity !== null ? { quantity: next.quantity } : {}) });
        }}
      />
      <FormRow>
        <NumberUnitField
          label={t('prescriptions.prescribe.quantity')}
          unit={units.many(line.unit)}
          value={line.quantity}
          onChange={(quantity) => props.onAmend({ quantity })}
          min={1}
          error={props.isWrong && line.quantity === null && t('prescribing.sets.needLine')}
          withAsterisk
        />
        <NumberInput
          label={t('prescribing.refillsAllowed')}
          value={line.refillsAllowed}
          onChange={(next) => props.onAmend({ refillsAllowed: typeof next === 'number' ? next : 0 })}
          min={0}
          max={24}
          decimalScale={0}
        />
      </FormRow>
    </fieldset>
  );
}
