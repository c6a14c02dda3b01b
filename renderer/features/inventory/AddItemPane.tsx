import { ActionIcon, Autocomplete, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useCommand } from '../../lib/api.ts';
import { en } from '../../lib/strings/index.ts';
import { focusFirstError, Form, FormActions, FormRow, NumberUnitField, notifyDone, Pane, SearchPicker } from '../../ui/index.ts';
import { SaveHint } from './ReceiveForm.tsx';
import { useUnits } from './words.ts';

type Ingredient = { key: number; inn: string; strength: number | null; unit: string; atc: string | null };

const strengthUnits = ['mg', 'g', 'micrograms', 'mg/mL', 'mg/5 mL', 'IU', 'mmol', '%'];
const unitChoices = Object.keys(en.inventory.unitOne);
const formChoices = Object.keys(en.inventory.forms) as (keyof typeof en.inventory.forms)[];

const anIngredient = (key: number): Ingredient => ({ key, inn: '', strength: null, unit: 'mg', atc: null });

/** A new item, with the identity by which other facilities find it. */
export function AddItemPane({ onAdded, onCancel }: { onAdded: (itemId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const add = useCommand('inventory.addItem');
  const body = useRef<HTMLDivElement>(null);
  const [name, setName] = useState('');
  const [ingredients, setIngredients] = useState<readonly Ingredient[]>([anIngredient(1)]);
  const [form, setForm] = useState('');
  const [unit, setUnit] = useState('tablet');
  const [packSize, setPackSize] = useState<number | null>(100);
  const [reorderLevel, setReorderLevel] = useState<number | null>(0);
  const [isControlled, setControlled] = useState(false);
  const [isColdChain, setColdChain] = useState(false);
  const [isChecked, setChecked] = useState(false);

  const named = ingredients.filter((one) => one.inn.trim() !== '');
  const isWrong = {
    name: name.trim().length < 2,
    ingredient: named.length === 0,
    form: form.trim() === '',
    packSize: packSize === null || packSize < 1,
  };
  const amend = (key: number, change: Partial<Ingredient>) =>
    setIngredients((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const save = async () => {
    setChecked(true);
    if (isWrong.name || isWrong.ingredient || isWrong.form || packSize === null || packSize < 1) return focusFirstError(body.current);
    const answer = await add.run({
      name: name.trim(),
      product: {
        ingredients: named.map((one) => ({ inn: one.inn.trim(), strength: one.strength, unit: one.strength === null ? null : one.unit })),
        form: formChoices.find((key) => t(`inventory.forms.${key}`) === form.trim()) ?? form.trim(),
        unit,
        atc: named.length === 1 ? (named[0]?.atc ?? null) : null,
      },
      packSize,
      reorderLevel: reorderLevel ?? 0,
      isControlled,
      isColdChain,
    });
    if (!answer) return;
    notifyDone(t('inventory.add.done', { name: name.trim() }));
    onAdded(answer.itemId);
  };

  return (
    <Pane title={t('inventory.add.title')}>
      <Form label={t('inventory.add.title')} onSubmit={() => void save()} onCancel={onCancel}>
        <div ref={body} className="mv-form">
          <TextInput
            label={t('inventory.add.name')}
            description={t('inventory.add.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isChecked && isWrong.name && t('inventory.add.need.name')}
            maxLength={200}
            autoFocus
            withAsterisk
          />
          {ingredients.map((one, index) => (
            <div key={one.key} className="mv-ingredient">
              <SearchPicker
                label={
                  ingredients.length === 1 ? t('inventory.add.ingredient') : t('inventory.add.ingredientNumber', { number: index + 1 })
                }
                search={async (text) => (await call('codes.searchMedicines', { text })).medicines}
                toOption={(found) => ({ key: found.name, label: found.name, ...(found.atc ? { detail: found.atc } : {}) })}
                text={one.inn}
                onText={(inn) => amend(one.key, { inn, atc: null })}
                onPick={(found) => amend(one.key, { inn: found.name, atc: found.atc ?? null })}
                error={isChecked && isWrong.ingredient && index === 0 && t('inventory.add.need.ingredient')}
                required={index === 0}
              />
              <NumberUnitField
                label={t('inventory.add.strength')}
                unit=""
                decimalScale={3}
                value={one.strength}
                onChange={(strength) => amend(one.key, { strength })}
                min={0}
              />
              <Select
                label={t('inventory.add.strengthUnit')}
                data={strengthUnits}
                value={one.unit}
                onChange={(next) => amend(one.key, { unit: next ?? 'mg' })}
              />
              {ingredients.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  mt={22}
                  aria-label={t('inventory.add.removeIngredient')}
                  onClick={() => setIngredients((before) => before.filter((other) => other.key !== one.key))}
                >
                  <X size={16} aria-hidden="true" />
                </ActionIcon>
              )}
            </div>
          ))}
          <div className="mv-add-more">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Plus size={14} aria-hidden="true" />}
              onClick={() => setIngredients((before) => [...before, anIngredient((before.at(-1)?.key ?? 0) + 1)])}
            >
              {t('inventory.add.addIngredient')}
            </Button>
            <span className="mv-muted">{t('inventory.add.identityHint')}</span>
          </div>
          <FormRow>
            <Autocomplete
              label={t('inventory.add.form')}
              data={formChoices.map((key) => t(`inventory.forms.${key}`))}
              value={form}
              onChange={setForm}
              error={isChecked && isWrong.form && t('inventory.add.need.form')}
              withAsterisk
            />
            <Select
              label={t('inventory.add.unit')}
              data={unitChoices.map((key) => ({ value: key, label: units.one(key) }))}
              value={unit}
              onChange={(next) => setUnit(next ?? 'tablet')}
              searchable
            />
          </FormRow>
          <FormRow>
            <NumberUnitField
              label={t('inventory.add.packSize')}
              unit={units.many(unit)}
              value={packSize}
              onChange={setPackSize}
              min={1}
              max={100_000}
              error={isChecked && isWrong.packSize && t('inventory.add.need.packSize')}
              withAsterisk
            />
            <NumberUnitField
              label={t('inventory.add.reorderLevel')}
              unit={units.many(unit)}
              value={reorderLevel}
              onChange={setReorderLevel}
              min={0}
            />
          </FormRow>
          <FormRow>
            <Checkbox
              label={t('inventory.add.controlled')}
              checked={isControlled}
              onChange={(event) => setControlled(event.currentTarget.checked)}
            />
            <Checkbox
              label={t('inventory.add.coldChain')}
              checked={isColdChain}
              onChange={(event) => setColdChain(event.currentTarget.checked)}
            />
          </FormRow>
          <FormActions save={t('inventory.add.save')} error={add.error} isRunning={add.isRunning} onCancel={onCancel}>
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Pane>
  );
}
