import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { minorDigits, toMinorUnits } from '../../../preload/contract/money.ts';
import type { Offer } from '../../../preload/contract/suppliers.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
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
import type { OrderCard } from './OrderPane.tsx';
import { useReasons } from './words.ts';

/** A line as it is typed; packSize and price null: as the supplier's list has it. `price` in minor units. */
type Line = {
  itemId: string;
  name: string;
  unit: string;
  itemPack: number;
  packs: number | null;
  packSize: number | null;
  price: number | null | undefined;
  why: string;
};

const toLine = (item: OrderCard['items'][number]): Line => ({
  itemId: item.itemId,
  name: item.itemName,
  unit: item.unit,
  itemPack: item.packSize,
  packs: item.packs,
  packSize: item.packSize,
  price: item.price,
  why: item.why,
});

/** A draft by keyboard: type an item, its packs, the next item; who sells it best stands beside. */
export function OrderForm(props: {
  order?: OrderCard;
  supplierId: string | null;
  onCancel: () => void;
  onDone: (orderId: string) => void;
}) {
  const { order, onCancel, onDone } = props;
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const suppliers = useQuery('suppliers.list', {});
  const create = useCommand('orders.create');
  const amend = useCommand('orders.amend');
  const body = useRef<HTMLDivElement>(null);
  const [opened] = useState(order);
  const [supplierId, setSupplierId] = useState(props.supplierId);
  const [expected, setExpected] = useState(order?.expectedOn ?? '');
  const [note, setNote] = useState(order?.note ?? '');
  const [lines, setLines] = useState<readonly Line[]>((order?.items ?? []).map(toLine));
  const [isChecked, setChecked] = useState(false);
  const asked = lines.map(({ itemId, packs, packSize, itemPack }) => ({
    itemId,
    quantity: Math.max(1, (packs ?? 1) * (packSize ?? itemPack)),
  }));
  const offers = useQuery('suppliers.recommend', { lines: asked }, { enabled: asked.length > 0, keepPrevious: true });
  const supplier = suppliers.data?.suppliers.find((one) => one.supplierId === supplierId);
  const isBehind = opened !== undefined && order !== undefined && opened.version !== order.version;

  const change = (itemId: string, next: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.itemId === itemId ? { ...line, ...next } : line)));
  const save = async () => {
    setChecked(true);
    if (supplierId === null || lines.length === 0 || lines.some(({ packs }) => packs === null || packs < 1))
      return focusFirstError(body.current);
    const input = {
      supplierId,
      expectedOn: expected === '' ? null : expected,
      note: note.trim(),
      lines: lines.map(({ itemId, packs, packSize, price, why }) => ({
        itemId,
        packs: packs ?? 1,
        why,
        ...(packSize === null ? {} : { packSize }),
        ...(price === undefined ? {} : { price }),
      })),
    };
    if (opened) {
      if (await amend.run({ orderId: opened.orderId, version: opened.version, ...input })) onDone(opened.orderId);
      return;
    }
    const made = await create.run(input);
    if (!made) return;
    notifyDone(t('orders.form.done', { number: made.number }));
    onDone(made.orderId);
  };
  const title = opened ? t('orders.form.titleEdit', { number: opened.number }) : t('orders.form.title');
  return (
    <Pane title={title}>
      <Form label={title} onSubmit={() => void save()} onCancel={onCancel}>
        <div ref={body} className="mv-form">
          {suppliers.data?.suppliers.length === 0 && (
            <Notice
              tone="blue"
              actions={
                <Button size="compact-sm" variant="default" onClick={() => navigate('/suppliers')}>
                  {t('orders.form.addSupplier')}
                </Button>
              }
            >
              {t('orders.form.noSuppliers')}
            </Notice>
          )}
          <FormRow>
            <Select
              label={t('orders.form.supplier')}
              data={(suppliers.data?.suppliers ?? []).map((one) => ({ value: one.supplierId, label: one.name }))}
              value={supplierId}
              onChange={setSupplierId}
              error={isChecked && supplierId === null && t('orders.form.needSupplier')}
              searchable
              selectFirstOptionOnChange
              autoFocus={supplierId === null}
              withAsterisk
            />
            <TextInput
              type="date"
              label={t('orders.form.expected')}
              value={expected}
              onChange={(event) => setExpected(event.currentTarget.value)}
            />
          </FormRow>
          <div className="mv-order-lines">
            {lines.map((line) => (
              <LineFields
                key={line.itemId}
                line={line}
                currency={supplier?.currency ?? null}
                supplierId={supplierId}
                offers={offers.data?.items.find(({ itemId }) => itemId === line.itemId)?.offers}
                isChecked={isChecked}
                onChange={(next) => change(line.itemId, next)}
                onSupplier={setSupplierId}
                onRemove={() => setLines((before) => before.filter((one) => one !== line))}
              />
            ))}
          </div>
          <SearchPicker
            label={t('orders.form.add')}
            description={t('orders.form.addHint')}
            search={async (text) => (await call('inventory.items', { filter: text, limit: 20 })).items}
            toOption={(item) => ({ key: item.itemId, label: medicineWords(item), detail: t(`inventory.status.${item.status}`) })}
            onPick={(item) => {
              if (lines.some(({ itemId }) => itemId === item.itemId)) return;
              const { itemId, unit, packSize: itemPack } = item;
              setLines((before) => [
                ...before,
                { itemId, name: medicineWords(item), unit, itemPack, packs: null, packSize: null, price: undefined, why: '' },
              ]);
              requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('.mv-order-line:last-of-type input')?.focus());
            }}
            clearOnPick
            error={isChecked && lines.length === 0 && t('orders.form.needLines')}
            autoFocus={supplierId !== null}
          />
          {offers.data && offers.data.whole.length > 0 && supplierId === null && (
            <Whole whole={offers.data.whole} onChoose={setSupplierId} />
          )}
          <Textarea
            label={t('orders.form.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={1}
            maxLength={4000}
          />
          {isBehind && <Notice tone="amber">{t('orders.form.changed')}</Notice>}
          <ErrorLine error={offers.error ?? suppliers.error} />
          <FormActions
            save={t('orders.form.save')}
            isDisabled={isBehind}
            error={create.error ?? amend.error}
            isRunning={create.isRunning || amend.isRunning}
            onCancel={onCancel}
          >
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Pane>
  );
}

function LineFields(props: {
  line: Line;
  currency: string | null;
  supplierId: string | null;
  offers: readonly Offer[] | undefined;
  isChecked: boolean;
  onChange: (next: Partial<Line>) => void;
  onSupplier: (supplierId: string) => void;
  onRemove: () => void;
}) {
  const { line, offers, supplierId } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const reasons = useReasons();
  const [best] = offers ?? [];
  const own = offers?.find((offer) => offer.supplierId === supplierId && (line.packSize === null || offer.packSize === line.packSize));
  const packSize = line.packSize ?? own?.packSize ?? line.itemPack;
  const price = line.price === undefined ? (own?.price ?? null) : line.price;
  const currency = props.currency ?? own?.currency ?? null;
  const digits = currency === null ? 2 : minorDigits(currency);
  const hints = [
    t('orders.form.packOf', { quantity: units.count(packSize, line.unit) }),
    line.packs !== null && t('orders.form.makes', { quantity: units.count(line.packs * packSize, line.unit) }),
    own && own.minimumPacks > (line.packs ?? 0) && t('orders.form.minimum', { packs: format.number(own.minimumPacks) }),
    supplierId !== null && offers && !own && t('orders.form.notListed'),
    line.why,
  ].filter(Boolean);
  return (
    <div className="mv-order-line">
      <strong className="mv-order-name">{line.name}</strong>
      <NumberUnitField
        aria-label={t('orders.form.packsOf', { item: line.name })}
        unit={t('suppliers.price.packsUnit')}
        min={1}
        max={100_000}
        value={line.packs}
        onChange={(packs) => props.onChange({ packs })}
        error={props.isChecked && (line.packs === null || line.packs < 1)}
      />
      <NumberUnitField
        aria-label={t('orders.form.priceOf', { item: line.name })}
        unit={currency ?? ''}
        decimalScale={digits}
        min={0}
        value={price === null ? null : price / 10 ** digits}
        onChange={(typed) => props.onChange({ price: typed === null || currency === null ? null : toMinorUnits(typed, currency) })}
        disabled={currency === null}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('orders.form.remove', { item: line.name })} onClick={props.onRemove}>
        <X size={16} aria-hidden="true" />
      </ActionIcon>
      <div className="mv-order-hint">
        {hints.join(' · ')}
        {best && best.supplierId !== supplierId && (
          <div className="mv-line">
            <span>
              {t('orders.form.best', { item: line.name, supplier: best.supplierName, price: format.money(best.price, best.currency) })}:{' '}
              {reasons(best)}
            </span>
            <Button size="compact-xs" variant="subtle" onClick={() => props.onSupplier(best.supplierId)}>
              {t('orders.form.useSupplier', { supplier: best.supplierName })}
            </Button>
          </div>
        )}
        {own && best === own && <div>{reasons(own)}</div>}
      </div>
    </div>
  );
}

type WholeRow = { supplierId: string; supplierName: string; currency: string; has: number; of: number; total: number };

function Whole({ whole, onChoose }: { whole: readonly WholeRow[]; onChoose: (supplierId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Notice tone="blue" title={t('orders.whole.title')}>
      {whole.slice(0, 4).map((row) => (
        <div key={row.supplierId} className="mv-line">
          <span>
            {t('orders.whole.row', { supplier: row.supplierName, has: row.has, of: row.of, total: format.money(row.total, row.currency) })}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => onChoose(row.supplierId)}>
            {t('orders.whole.choose', { supplier: row.supplierName })}
          </Button>
        </div>
      ))}
    </Notice>
  );
}
