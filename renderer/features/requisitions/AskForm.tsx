import { ActionIcon, SegmentedControl, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import {
  ErrorLine,
  focusFirstError,
  Form,
  FormActions,
  FormRow,
  Notice,
  notifyDone,
  NumberUnitField,
  Pane,
  SearchPicker,
} from '../../ui/index.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import '../orders/orders.css';

type Line = { itemId: string; name: string; unit: string; quantity: number | null };

/** A ward asks the store, or this facility another one. */
export function AskForm({ onCancel, onDone }: { onCancel: () => void; onDone: (requisitionId: string) => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const places = useQuery('requisitions.places', {});
  const ask = useCommand('requisitions.ask');
  const body = useRef<HTMLDivElement>(null);
  const [whom, setWhom] = useState<'here' | 'facility'>('here');
  const [place, setPlace] = useState<Readonly<Record<'asking' | 'giving' | 'facility', string | null>>>({
    asking: null,
    giving: null,
    facility: null,
  });
  const [needed, setNeeded] = useState('');
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [isChecked, setChecked] = useState(false);
  const isHere = whom === 'here';
  const isPlaced = isHere ? place.asking !== null && place.giving !== null : place.facility !== null;
  const locations = (places.data?.locations ?? []).map(({ locationId, name }) => ({ value: locationId, label: name }));
  const facilities = (places.data?.facilities ?? []).map(({ facilityId, name }) => ({ value: facilityId, label: name }));
  const save = async () => {
    setChecked(true);
    if (!isPlaced || lines.length === 0 || lines.some(({ quantity }) => !quantity)) return focusFirstError(body.current);
    const made = await ask.run({
      ...(isHere ? { askingLocationId: place.asking ?? '', givingLocationId: place.giving ?? '' } : { facilityId: place.facility ?? '' }),
      neededOn: needed === '' ? null : needed,
      note: note.trim(),
      lines: lines.map(({ itemId, quantity }) => ({ itemId, quantity: quantity ?? 1 })),
    });
    if (!made) return;
    notifyDone(t('requisitions.form.done', { number: made.number }));
    onDone(made.requisitionId);
  };
  const change = (itemId: string, quantity: number | null) =>
    setLines((before) => before.map((one) => (one.itemId === itemId ? { ...one, quantity } : one)));
  const choice = (key: 'asking' | 'giving' | 'facility', data: { value: string; label: string }[]) => (
    <Select
      label={t(key === 'facility' ? 'requisitions.form.facilityName' : `requisitions.form.${key}`)}
      data={data}
      value={place[key]}
      onChange={(next) => setPlace((before) => ({ ...before, [key]: next }))}
      error={isChecked && place[key] === null && t('requisitions.form.needPlaces')}
      searchable
      withAsterisk
    />
  );
  return (
    <Pane title={t('requisitions.form.title')}>
      <Form label={t('requisitions.form.title')} onSubmit={() => void save()} onCancel={onCancel}>
        <div ref={body} className="mv-form">
          <SegmentedControl
            aria-label={t('requisitions.form.whom')}
            value={whom}
            onChange={(next) => setWhom(next === 'facility' ? 'facility' : 'here')}
            data={(['here', 'facility'] as const).map((value) => ({ value, label: t(`requisitions.form.${value}`) }))}
          />
          {isHere ? (
            <FormRow>
              {choice('asking', locations)}
              {choice(
                'giving',
                locations.filter(({ value }) => value !== place.asking),
              )}
            </FormRow>
          ) : facilities.length === 0 && places.data ? (
            <Notice tone="blue">{t('requisitions.form.noFacilities')}</Notice>
          ) : (
            choice('facility', facilities)
          )}
          <FormRow>
            <TextInput
              type="date"
              label={t('requisitions.form.needed')}
              value={needed}
              onChange={(event) => setNeeded(event.currentTarget.value)}
            />
            <TextInput
              label={t('requisitions.form.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={200}
            />
          </FormRow>
          <div className="mv-order-lines">
            {lines.map((line) => (
              <div key={line.itemId} className="mv-order-line">
                <strong className="mv-order-name">{line.name}</strong>
                <span />
                <NumberUnitField
                  aria-label={t('requisitions.form.quantityOf', { item: line.name })}
                  unit={units.many(line.unit)}
                  min={1}
                  max={10_000_000}
                  value={line.quantity}
                  onChange={(quantity) => change(line.itemId, quantity)}
                  error={isChecked && !line.quantity}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('requisitions.form.remove', { item: line.name })}
                  onClick={() => setLines((before) => before.filter((one) => one.itemId !== line.itemId))}
                >
                  <X size={16} aria-hidden="true" />
                </ActionIcon>
              </div>
            ))}
          </div>
          <SearchPicker
            label={t('requisitions.form.add')}
            search={async (text) => (await call('inventory.items', { filter: text, limit: 20 })).items}
            toOption={(item) => ({ key: item.itemId, label: medicineWords(item), detail: t(`inventory.status.${item.status}`) })}
            onPick={(item) => {
              if (lines.some(({ itemId }) => itemId === item.itemId)) return;
              setLines((before) => [...before, { itemId: item.itemId, name: medicineWords(item), unit: item.unit, quantity: null }]);
              requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('.mv-order-line:last-of-type input')?.focus());
            }}
            clearOnPick
            error={isChecked && lines.length === 0 && t('requisitions.form.needLines')}
          />
          <ErrorLine error={places.error} />
          <FormActions save={t('requisitions.form.save')} error={ask.error} isRunning={ask.isRunning} onCancel={onCancel}>
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Pane>
  );
}
