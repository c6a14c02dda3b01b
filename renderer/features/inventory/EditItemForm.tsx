import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { Card, EditConflict, ErrorLine, focusFirstError, Form, FormActions, notifyDone, SkeletonRows } from '../../ui/index.ts';
import { type DraftFault, draftOf, factsOfDraft, ingredientsOf, type ItemDraft, packsOf } from './itemDraft.ts';
import { ItemFields } from './ItemFields.tsx';
import { SaveHint } from './ReceiveForm.tsx';
import { useUnits } from './words.ts';

/** Everything about an item but its stock; what another desk saves meanwhile is shown and merged. */
export function EditItemForm({ itemId, onDone }: { itemId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery('items.get', { itemId });
  return (
    <Card title={t('items.edit')}>
      <ErrorLine error={error} onRetry={() => void refetch()} />
      {data ? <EditForm key={itemId} itemId={itemId} card={data} onDone={onDone} /> : <SkeletonRows rows={8} />}
    </Card>
  );
}

function EditForm({ itemId, card, onDone }: { itemId: string; card: Output<'items.get'>; onDone: () => void }) {
  const { t } = useTranslation();
  const update = useCommand('items.update');
  const body = useRef<HTMLDivElement>(null);
  const [faults, setFaults] = useState<ReadonlySet<DraftFault>>(new Set());
  const saved = { version: card.version, values: draftOf(card) };
  const edit = useSharedEdit<ItemDraft>(saved);
  const history = useQuery('inventory.history', { itemId }, { enabled: edit.behind > 0 });
  const words = useFieldWords();
  const goOnWith = (next: ItemDraft) => {
    edit.goOnWith(next);
    update.reset();
  };
  const save = async () => {
    const facts = factsOfDraft(edit.values, card.product.ingredients.length === 1 ? null : card.product.atc);
    setFaults('faults' in facts ? facts.faults : new Set());
    if ('faults' in facts) return focusFirstError(body.current);
    if (!(await update.run({ ...facts, itemId, version: edit.base.version }))) return;
    notifyDone(t('items.saved', { name: facts.name }));
    onDone();
  };
  return (
    <Form label={t('items.edit')} onSubmit={() => void save()} onCancel={onDone}>
      <div ref={body} className="mv-form">
        <ItemFields draft={edit.values} set={edit.set} faults={faults} isUnitFixed={card.isUnitFixed} />
        {edit.behind > 0 && !update.isRunning && (
          <EditConflict
            editors={(history.data?.entries ?? []).slice(0, 1)}
            base={edit.base.values}
            theirs={saved.values}
            mine={edit.values}
            label={words.label}
            say={words.say}
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions
          save={t('items.save')}
          error={update.error?.code === 'version.conflict' && edit.behind > 0 ? null : update.error}
          isRunning={update.isRunning}
          onCancel={onDone}
        >
          <SaveHint />
        </FormActions>
      </div>
    </Form>
  );
}

/** A field and its value as the form says them. */
function useFieldWords() {
  const { t } = useTranslation();
  const units = useUnits();
  const format = useFormat();
  const choices = useQuery('items.choices', {}).data;
  return {
    label: (field: keyof ItemDraft) => t(`items.field.${field}`),
    say: (field: keyof ItemDraft, value: string): string => {
      const draft = { [field]: value } as ItemDraft;
      if (field === 'ingredients') return ingredientsOf(draft).map(({ inn, strength, unit }) => `${inn} ${strength ?? ''} ${strength === null ? '' : unit}`.trim()).join(' + '); // prettier-ignore
      if (field === 'packs') return packsOf(draft).map(({ size, name, gtin }) => [String(size ?? ''), name, gtin].filter(Boolean).join(' ')).join('; '); // prettier-ignore
      if (field === 'unit') return units.one(value);
      if (field === 'price' && choices) return format.money(Number(value), choices.currency);
      if (field === 'isControlled' || field === 'isColdChain') return t('items.yes');
      return value;
    },
  };
}
