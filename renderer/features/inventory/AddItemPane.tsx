import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { focusFirstError, Form, FormActions, notifyDone, Pane } from '../../ui/index.ts';
import { type DraftFault, emptyDraft, factsOfDraft } from './itemDraft.ts';
import { ItemFields } from './ItemFields.tsx';
import { SaveHint } from './ReceiveForm.tsx';

/** A new item, with the identity by which other facilities find it. */
export function AddItemPane({ onAdded, onCancel }: { onAdded: (itemId: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const add = useCommand('inventory.addItem');
  const body = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState(emptyDraft);
  const [faults, setFaults] = useState<ReadonlySet<DraftFault>>(new Set());
  const save = async () => {
    const facts = factsOfDraft(draft, null);
    setFaults('faults' in facts ? facts.faults : new Set());
    if ('faults' in facts) return focusFirstError(body.current);
    const answer = await add.run({ ...facts, packSize: facts.packs[0]?.size ?? 1 });
    if (!answer) return;
    notifyDone(t('inventory.add.done', { name: facts.name }));
    onAdded(answer.itemId);
  };
  return (
    <Pane title={t('inventory.add.title')}>
      <Form label={t('inventory.add.title')} onSubmit={() => void save()} onCancel={onCancel}>
        <div ref={body} className="mv-form">
          <ItemFields
            draft={draft}
            set={(change) => setDraft((before) => ({ ...before, ...change }))}
            faults={faults}
            isUnitFixed={false}
          />
          <FormActions save={t('inventory.add.save')} error={add.error} isRunning={add.isRunning} onCancel={onCancel}>
            <SaveHint />
          </FormActions>
        </div>
      </Form>
    </Pane>
  );
}
