import { Autocomplete, Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { en } from '../../lib/strings/index.ts';
import { FormRow, NumberUnitField } from '../../ui/index.ts';
import { SuggestControlled } from '../knowledge/SuggestControlled.tsx';
import { IngredientFields } from './IngredientFields.tsx';
import { type DraftFault, ingredientsOf, type ItemDraft, packsOf } from './itemDraft.ts';
import { PackFields } from './PackFields.tsx';
import { useUnits } from './words.ts';

const unitChoices = Object.keys(en.inventory.unitOne);
const formChoices = Object.keys(en.inventory.forms) as (keyof typeof en.inventory.forms)[];

/** All that is known of an item, for a new one and for one that is changed. */
export function ItemFields(props: { draft: ItemDraft; set: (change: Partial<ItemDraft>) => void; faults: ReadonlySet<DraftFault>; isUnitFixed: boolean }) {
  const { t } = useTranslation();
  const units = useUnits();
  const { draft, set, faults } = props;
  const choices = useQuery('items.choices', {}).data;
  const digits = choices?.minorDigits ?? 2;
  const number = (field: 'reorderLevel' | 'minimum' | 'maximum' | 'leadTimeDays') => ({
    value: draft[field] === '' ? null : Number(draft[field]),
    onChange: (value: number | null) => set({ [field]: value === null ? '' : String(value) }),
    min: 0,
  });
  const formText = (form: string) => (formChoices.includes(form as 'tablet') ? t(`inventory.forms.${form as 'tablet'}`) : form);
  return (
    <>
      <TextInput
        label={t('inventory.add.name')}
        description={t('inventory.add.nameHint')}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={faults.has('name') && t('inventory.add.need.name')}
        maxLength={200}
        autoFocus
        withAsterisk
      />
      <IngredientFields ingredients={ingredientsOf(draft)} onChange={(next) => set({ ingredients: JSON.stringify(next) })} isMissing={faults.has('ingredient')} />
      <FormRow>
        <Autocomplete
          label={t('inventory.add.form')}
          data={formChoices.map((key) => t(`inventory.forms.${key}`))}
          value={formText(draft.form)}
          onChange={(typed) => set({ form: formChoices.find((key) => t(`inventory.forms.${key}`) === typed.trim()) ?? typed })}
          error={faults.has('form') && t('inventory.add.need.form')}
          withAsterisk
        />
        <Autocomplete
          label={t('inventory.add.unit')}
          data={unitChoices.map(units.one)}
          value={units.one(draft.unit)}
          onChange={(typed) => set({ unit: unitChoices.find((key) => units.one(key) === typed.trim()) ?? typed })}
          error={faults.has('unit') && t('items.needUnit')}
          {...(props.isUnitFixed ? { description: t('items.unitFixed'), disabled: true } : {})}
          withAsterisk
        />
      </FormRow>
      <PackFields packs={packsOf(draft)} unit={draft.unit} onChange={(next) => set({ packs: JSON.stringify(next) })} isChecked={faults.has('packSize')} />
      <FormRow>
        <NumberUnitField label={t('inventory.add.reorderLevel')} unit={units.many(draft.unit)} {...number('reorderLevel')} />
        <NumberUnitField label={t('items.leadTimeDays')} unit={t('items.days')} max={1000} {...number('leadTimeDays')} />
      </FormRow>
      <FormRow>
        <NumberUnitField label={t('items.minimum')} unit={units.many(draft.unit)} {...number('minimum')} />
        <NumberUnitField label={t('items.maximum')} unit={units.many(draft.unit)} {...number('maximum')} error={faults.has('levels') && t('items.needLevels')} />
      </FormRow>
      <FormRow>
        <NumberUnitField
          label={t('items.price', { unit: units.one(draft.unit) })}
          unit={choices?.currency ?? ''}
          decimalScale={digits}
          value={draft.price === '' ? null : Number(draft.price) / 10 ** digits}
          onChange={(major) => set({ price: major === null ? '' : String(Math.round(major * 10 ** digits)) })}
          min={0}
        />
        <Select
          label={t('items.ven')}
          data={(['V', 'E', 'N'] as const).map((value) => ({ value, label: t(`items.venWord.${value}`) }))}
          value={draft.ven === '' ? null : draft.ven}
          onChange={(ven) => set({ ven: ven ?? '' })}
          clearable
        />
      </FormRow>
      <FormRow>
        <Autocomplete label={t('items.category')} data={choices?.categories ?? []} value={draft.category} onChange={(category) => set({ category })} maxLength={200} />
        <Autocomplete label={t('items.programme')} data={choices?.programmes ?? []} value={draft.programme} onChange={(programme) => set({ programme })} maxLength={200} />
      </FormRow>
      {draft.isControlled !== 'yes' && <SuggestControlled names={ingredientsOf(draft).map(({ inn }) => inn)} onMark={() => set({ isControlled: 'yes' })} />}
      <FormRow>
        <Checkbox label={t('inventory.add.controlled')} checked={draft.isControlled === 'yes'} onChange={(event) => set({ isControlled: event.currentTarget.checked ? 'yes' : '' })} />
        <Checkbox label={t('inventory.add.coldChain')} checked={draft.isColdChain === 'yes'} onChange={(event) => set({ isColdChain: event.currentTarget.checked ? 'yes' : '' })} />
      </FormRow>
    </>
  );
} // prettier-ignore
