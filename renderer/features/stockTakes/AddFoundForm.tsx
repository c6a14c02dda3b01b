import { Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseExpiry } from '../../../preload/contract/expiryText.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow, notifyDone, SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { parseCount } from './parseCount.ts';

/** A lot that lies there and stands nowhere: it gets a line of its own, counted at once. */
export function AddFoundForm({ stockTakeId, round, onDone }: { stockTakeId: string; round: 1 | 2 | 3; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const add = useCommand('stockTakes.addFound');
  const body = useRef<HTMLDivElement>(null);
  const places = useQuery('stockTakes.plan', {}).data?.locations ?? [];
  const [item, setItem] = useState<ItemRow | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [lotNumber, setLotNumber] = useState('');
  const [expiryText, setExpiryText] = useState('');
  const [hasNoExpiry, setNoExpiry] = useState(false);
  const [counted, setCounted] = useState('');
  const [isChecked, setChecked] = useState(false);
  const locationId = place ?? places[0]?.locationId ?? null;
  const expiry = parseExpiry(expiryText);
  const quantity = parseCount(counted, item?.packSize ?? 1);
  const isExpiryMissing = !hasNoExpiry && expiry === null;

  const save = async () => {
    setChecked(true);
    if (!item || lotNumber.trim() === '' || isExpiryMissing || quantity === null || locationId === null)
      return focusFirstError(body.current);
    const day = hasNoExpiry ? null : (expiry?.day ?? null);
    const saved = await add.run({
      stockTakeId,
      round,
      itemId: item.itemId,
      locationId,
      lotNumber: lotNumber.trim(),
      expiry: day,
      quantity,
    });
    if (!saved) return;
    notifyDone(t('stockTakes.found.done', { lot: lotNumber.trim() }));
    onDone();
  };
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('stockTakes.found.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form label={t('stockTakes.found.title')} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <SearchPicker<ItemRow>
            label={t('stockTakes.found.item')}
            search={async (filter) => (await call('inventory.items', { filter, limit: 20 })).items}
            toOption={(row) => ({ key: row.itemId, label: medicineWords(row) })}
            onPick={setItem}
            error={isChecked && !item && t('stockTakes.found.needItem')}
            required
            autoFocus
          />
          <FormRow>
            <TextInput
              label={t('stockTakes.found.lot')}
              value={lotNumber}
              onChange={(event) => setLotNumber(event.currentTarget.value)}
              error={isChecked && lotNumber.trim() === '' && t('stockTakes.found.needLot')}
              maxLength={60}
              withAsterisk
            />
            <TextInput
              label={t('stockTakes.found.expiry')}
              description={expiry ? format.day(expiry.day) : t('stockTakes.found.expiryHint')}
              value={expiryText}
              onChange={(event) => setExpiryText(event.currentTarget.value)}
              error={isChecked && isExpiryMissing && t('stockTakes.found.needExpiry')}
              disabled={hasNoExpiry}
            />
          </FormRow>
          <Checkbox
            label={t('stockTakes.found.noExpiry')}
            checked={hasNoExpiry}
            onChange={(event) => setNoExpiry(event.currentTarget.checked)}
          />
          <FormRow>
            <TextInput
              label={t('stockTakes.found.quantity')}
              description={quantity !== null && item ? units.count(quantity, item.unit) : ' '}
              value={counted}
              onChange={(event) => setCounted(event.currentTarget.value)}
              error={isChecked && quantity === null && t('stockTakes.found.needQuantity')}
              withAsterisk
            />
            <Select
              label={t('stockTakes.found.place')}
              description=" "
              data={places.map((one) => ({ value: one.locationId, label: one.name }))}
              value={locationId}
              onChange={setPlace}
              allowDeselect={false}
            />
          </FormRow>
          <FormActions save={t('stockTakes.found.save')} error={add.error} isRunning={add.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Modal>
  );
}
