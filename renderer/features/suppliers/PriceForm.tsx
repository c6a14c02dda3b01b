import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { minorDigits, toMinorUnits } from '../../../preload/contract/money.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, focusFirstError, Form, FormActions, FormRow, notifyDone, NumberUnitField, SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import type { SupplierCard } from './SupplierPane.tsx';

/** One price of theirs, from a day on. */
export function PriceForm({ supplier, onDone }: { supplier: SupplierCard; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const setPrice = useCommand('suppliers.setPrice');
  const body = useRef<HTMLDivElement>(null);
  const { currency } = supplier.profile;
  const [item, setItem] = useState<ItemRow | null>(null);
  const [packSize, setPackSize] = useState<number | null>(null);
  const [price, setAmount] = useState<number | null>(null);
  const [minimum, setMinimum] = useState<number | null>(1);
  const [code, setCode] = useState('');
  const [from, setFrom] = useState(format.today);
  const [isChecked, setChecked] = useState(false);
  const save = async () => {
    setChecked(true);
    if (!item || price === null || packSize === null || packSize < 1 || from === '') return focusFirstError(body.current);
    const { supplierId } = supplier;
    const kept = await setPrice.run({
      supplierId,
      itemId: item.itemId,
      packSize,
      price: toMinorUnits(price, currency),
      minimumPacks: minimum ?? 1,
      code: code.trim(),
      validFrom: from,
    });
    if (!kept) return;
    notifyDone(t('suppliers.price.done', { item: medicineWords(item) }));
    onDone();
  };
  return (
    <Card title={t('suppliers.price.addTitle')}>
      <Form label={t('suppliers.price.addTitle')} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <SearchPicker
            label={t('suppliers.price.item')}
            search={async (text) => (await call('inventory.items', { filter: text, limit: 20 })).items}
            toOption={(found) => ({ key: found.itemId, label: medicineWords(found) })}
            onPick={(found) => {
              setItem(found);
              setPackSize(found.packSize);
            }}
            error={isChecked && !item && t('suppliers.price.needItem')}
            required
            autoFocus
          />
          <FormRow>
            <NumberUnitField
              label={t('suppliers.price.packSize')}
              unit={item ? units.many(item.unit) : ''}
              min={1}
              max={100_000}
              value={packSize}
              onChange={setPackSize}
            />
            <NumberUnitField
              label={t('suppliers.price.price')}
              unit={currency}
              decimalScale={minorDigits(currency)}
              min={0}
              value={price}
              onChange={setAmount}
              error={isChecked && price === null && t('suppliers.price.needPrice')}
              withAsterisk
            />
          </FormRow>
          <FormRow>
            <NumberUnitField
              label={t('suppliers.price.minimumPacks')}
              unit={t('suppliers.price.packsUnit')}
              min={1}
              value={minimum}
              onChange={setMinimum}
            />
            <TextInput
              label={t('suppliers.price.code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              maxLength={200}
            />
            <TextInput
              type="date"
              label={t('suppliers.price.validFrom')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          </FormRow>
          <FormActions save={t('suppliers.price.save')} error={setPrice.error} isRunning={setPrice.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Card>
  );
}
