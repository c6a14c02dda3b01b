import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseExpiry } from '../../../preload/contract/expiryText.ts';
import type { RawInput } from '../../../preload/contract/index.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { ReceiptLine } from '../../../preload/contract/receiving.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Form, FormRow, Notice, NumberUnitField, SearchPicker } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { useSaver } from './useSaver.ts';
import { fromMinorUnits, toMinorUnits } from './words.ts';

type Changes = RawInput<'receiving.amendLine'>['changes'];

/** One line, saved as it is typed; Enter leads through it and, behind the last field, back to the scanner. */
export function LineForm(props: { receiptId: string; line: ReceiptLine; currency: string; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { line, currency, onDone } = props;
  const remove = useCommand('receiving.removeLine');
  const { lineId } = line;
  const { save, flush, error } = useSaver<Changes>(line.version, (changes, version) =>
    call('receiving.amendLine', { lineId, version, changes }),
  );
  const [packs, setPacks] = useState<number | null>(line.packs);
  const [loose, setLoose] = useState<number | null>(line.loose);
  const [lot, setLot] = useState(line.lotNumber);
  const [expiryText, setExpiryText] = useState(line.expiry ?? '');
  const [cost, setCost] = useState(fromMinorUnits(line.packCost, currency));
  const [reason, setReason] = useState(line.reason);
  const scanned = useRef(line.packs);
  useEffect(() => {
    // another pack of this line was scanned meanwhile
    if (line.packs !== scanned.current) setPacks(line.packs);
    scanned.current = line.packs;
  }, [line.packs]);
  const expiry = parseExpiry(expiryText);
  const unit = units.many(line.unit);
  const done = () => void flush().then(onDone);
  const pickItem = (item: ItemRow) => {
    save({ itemId: item.itemId });
    void flush();
  };
  return (
    <Card title={t('receiving.line.edit', { item: line.itemName ?? (line.label === '' ? t('receiving.line.noItem') : line.label) })}>
      <div
        onBlur={() => void flush()}
        onKeyDown={(event) => {
          const field = event.target;
          if (event.key !== 'Enter' || event.ctrlKey || !(field instanceof HTMLInputElement) || !field.dataset['last']) return;
          event.preventDefault();
          event.stopPropagation();
          done();
        }}
      >
        <Form label={t('receiving.line.edit', { item: line.itemName ?? line.label })} onSubmit={done} onCancel={done}>
          {!line.isConfirmed && (
            <Notice
              tone="amber"
              title={t('receiving.line.onPaper', { label: line.label })}
              actions={
                <Button
                  size="compact-sm"
                  onClick={() => {
                    save({ isConfirmed: true });
                    void flush();
                  }}
                >
                  {t('receiving.line.compared')}
                </Button>
              }
            >
              {t('receiving.line.sure', { percent: format.number(Math.round((line.confidence ?? 0) * 100)) })}
            </Notice>
          )}
          {(line.itemId === null || !line.isConfirmed) && (
            <SearchPicker<ItemRow>
              label={t('receiving.line.item')}
              search={async (typed) => (await call('inventory.items', { filter: typed, limit: 12 })).items}
              toOption={(item) => ({ key: item.itemId, label: item.name, detail: item.form })}
              onPick={pickItem}
              {...(line.itemName === null ? {} : { placeholder: line.itemName })}
            />
          )}
          <FormRow>
            <NumberUnitField
              label={t('receiving.line.packs')}
              unit=""
              value={packs}
              onChange={(next) => {
                setPacks(next);
                save({ packs: next ?? 0 });
              }}
              description={t('receiving.line.received', { units: units.count((packs ?? 0) * line.unitsPerPack + (loose ?? 0), line.unit) })}
              inputWrapperOrder={['label', 'input', 'description']}
              min={0}
              max={1_000_000}
              autoFocus
            />
            <KeptNumber
              key={line.itemId ?? ''}
              label={t('receiving.line.pack')}
              unit={unit}
              start={line.unitsPerPack}
              onType={(next) => next !== null && next > 0 && save({ unitsPerPack: next })}
              min={1}
            />
            <NumberUnitField
              label={t('receiving.line.loose')}
              unit={unit}
              value={loose}
              onChange={(next) => {
                setLoose(next);
                save({ loose: next ?? 0 });
              }}
              min={0}
              max={1_000_000}
            />
          </FormRow>
          <FormRow>
            <TextInput
              label={t('receiving.line.lot')}
              value={lot}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => {
                setLot(event.currentTarget.value);
                save({ lotNumber: event.currentTarget.value });
              }}
            />
            <TextInput
              label={t('receiving.line.expiry')}
              value={expiryText}
              autoComplete="off"
              disabled={line.hasNoExpiry}
              description={expiry ? format.day(expiry.day) : t('receiving.line.expiryHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={expiryText.trim() !== '' && !expiry ? t('receiving.line.expiryWrong') : null}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setExpiryText(text);
                const read = parseExpiry(text);
                if (read || text.trim() === '') save({ expiry: read?.day ?? null });
              }}
            />
            <Checkbox
              mt={26}
              label={t('receiving.line.noExpiry')}
              checked={line.hasNoExpiry}
              onChange={(event) => {
                save({ hasNoExpiry: event.currentTarget.checked, ...(event.currentTarget.checked ? { expiry: null } : {}) });
                void flush();
              }}
            />
          </FormRow>
          {line.isColdChain && <ColdFields line={line} save={save} />}
          <FormRow>
            <KeptNumber label={t('receiving.line.noted')} unit={unit} start={line.noted} onType={(noted) => save({ noted })} min={0} />
            <TextInput
              label={t('receiving.line.packCost')}
              value={cost}
              inputMode="decimal"
              autoComplete="off"
              rightSection={<span className="mv-muted">{currency}</span>}
              rightSectionWidth={44}
              error={cost.trim() !== '' && toMinorUnits(cost, currency) === null}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setCost(text);
                const minor = toMinorUnits(text, currency);
                if (minor !== null || text.trim() === '') save({ packCost: minor });
              }}
            />
          </FormRow>
          <FormRow>
            <KeptNumber
              label={t('receiving.line.damaged')}
              unit={unit}
              start={line.damaged}
              onType={(next) => save({ damaged: next ?? 0 })}
              min={0}
            />
            <Select
              label={t('receiving.line.damagedTo')}
              data={[
                { value: 'quarantine', label: t('receiving.line.toQuarantine') },
                { value: 'refused', label: t('receiving.line.refused') },
              ]}
              value={line.damagedTo}
              disabled={line.damaged === 0}
              allowDeselect={false}
              onChange={(next) => {
                save({ damagedTo: next === 'refused' ? 'refused' : 'quarantine' });
                void flush();
              }}
            />
            <TextInput
              label={t('receiving.line.reason')}
              value={reason}
              maxLength={200}
              data-last="true"
              onChange={(event) => {
                setReason(event.currentTarget.value);
                save({ reason: event.currentTarget.value });
              }}
            />
          </FormRow>
          <ErrorLine error={error ?? remove.error} />
          <div className="mv-actions">
            <Button type="submit">{t('receiving.line.done')}</Button>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<Trash2 size={14} aria-hidden="true" />}
              loading={remove.isRunning}
              onClick={async () => {
                await flush(); // what was typed last has given the line another version
                const { lines } = await call('receiving.get', { receiptId: props.receiptId });
                const now = lines.find((one) => one.lineId === lineId);
                if (now && (await remove.run({ lineId, version: now.version }))) onDone();
              }}
            >
              {t('receiving.line.remove')}
            </Button>
          </div>
        </Form>
      </div>
    </Card>
  );
}

type KeptNumberProps = { label: string; unit: string; start: number | null; min: number; onType: (value: number | null) => void };

/** Keeps what is typed while it is being saved. */
function KeptNumber({ start, onType, ...field }: KeptNumberProps) {
  const [value, setValue] = useState(start);
  return (
    <NumberUnitField
      {...field}
      max={1_000_000}
      value={value}
      onChange={(next) => {
        setValue(next);
        onType(next);
      }}
    />
  );
}

const stageWords = ['none', 'one', 'two', 'three', 'four'] as const;

/** Stage and temperature stand together: either alone decides nothing. */
function ColdFields({ line, save }: { line: ReceiptLine; save: (changes: Changes) => void }) {
  const { t } = useTranslation();
  const [celsius, setCelsius] = useState<number | null>(line.arrivalCelsius);
  return (
    <FormRow>
      <NumberUnitField
        label={t('receiving.line.celsius')}
        unit="°C"
        decimalScale={1}
        value={celsius}
        min={-90}
        max={60}
        onChange={(next) => {
          setCelsius(next);
          save({ arrivalCelsius: next });
        }}
        withAsterisk
      />
      <Select
        label={t('receiving.line.vvm')}
        data={([1, 2, 3, 4, 0] as const).map((stage) => ({ value: String(stage), label: t(`receiving.line.stages.${stageWords[stage]}`) }))}
        value={line.vvmStage === null ? null : String(line.vvmStage)}
        onChange={(next) => save({ vvmStage: next === null ? null : Number(next) })}
        withAsterisk
      />
    </FormRow>
  );
}
