import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { NumberUnitField, SearchPicker } from '../../ui/index.ts';
import { anIngredient, type DraftIngredient } from './itemDraft.ts';

const strengthUnits = ['mg', 'g', 'micrograms', 'mg/mL', 'mg/5 mL', 'IU', 'mmol', '%'];

/** What is in it and how strong: by this other facilities find the item. */
export function IngredientFields(props: { ingredients: readonly DraftIngredient[]; onChange: (next: readonly DraftIngredient[]) => void; isMissing: boolean }) {
  const { t } = useTranslation();
  const { ingredients, onChange } = props;
  const amend = (key: number, change: Partial<DraftIngredient>) => onChange(ingredients.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <>
      {ingredients.map((one, index) => (
        <div key={one.key} className="mv-ingredient">
          <SearchPicker
            label={ingredients.length === 1 ? t('inventory.add.ingredient') : t('inventory.add.ingredientNumber', { number: index + 1 })}
            search={async (text) => (await call('codes.searchMedicines', { text })).medicines}
            toOption={(found) => ({ key: found.name, label: found.name, ...(found.atc ? { detail: found.atc } : {}) })}
            text={one.inn}
            onText={(inn) => amend(one.key, { inn, atc: null })}
            onPick={(found) => amend(one.key, { inn: found.name, atc: found.atc ?? null })}
            error={props.isMissing && index === 0 && t('inventory.add.need.ingredient')}
            required={index === 0}
          />
          <NumberUnitField
            label={t('inventory.add.strength')}
            unit=""
            decimalScale={6}
            value={one.strength}
            onChange={(strength) => amend(one.key, { strength })}
            min={0}
          />
          <Autocomplete label={t('inventory.add.strengthUnit')} data={strengthUnits} value={one.unit} onChange={(unit) => amend(one.key, { unit })} />
          {ingredients.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              mt={22}
              aria-label={t('inventory.add.removeIngredient')}
              onClick={() => onChange(ingredients.filter((other) => other.key !== one.key))}
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
          onClick={() => onChange([...ingredients, anIngredient((ingredients.at(-1)?.key ?? 0) + 1)])}
        >
          {t('inventory.add.addIngredient')}
        </Button>
        <span className="mv-muted">{t('inventory.add.identityHint')}</span>
      </div>
    </>
  );
} // prettier-ignore
