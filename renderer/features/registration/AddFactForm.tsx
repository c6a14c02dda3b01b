import { Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factKind, type FactKind, type PersonFact } from '../../../preload/contract/registration.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

const nameUses = ['local-script', 'nickname', 'usual', 'maiden', 'old'] as const;
const telecomUses = ['mobile', 'home', 'work', 'relative'] as const;
const systems = ['national', 'insurance', 'programme', 'other'] as const;
const relationships = ['mother', 'father', 'guardian', 'spouse', 'child', 'sibling', 'other'] as const;
const categories = ['treatment', 'sharing', 'photo', 'reminders', 'research'] as const;

type Typed = {
  use: (typeof nameUses)[number];
  telecomUse: (typeof telecomUses)[number];
  system: (typeof systems)[number];
  relationship: (typeof relationships)[number];
  category: (typeof categories)[number];
  decision: 'permit' | 'deny';
  text: string;
  more: string;
  day: string;
  isGuardian: boolean;
  isNextOfKin: boolean;
};

/** One more fact about a person, of whichever kind. */
export function AddFactForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning, reset } = useCommand('registration.addFact');
  const [kind, setKind] = useState<FactKind>('name');
  const [typed, setTyped] = useState<Typed>({
    use: 'local-script',
    telecomUse: 'mobile',
    system: 'national',
    relationship: 'mother',
    category: 'sharing',
    decision: 'permit',
    text: '',
    more: '',
    day: format.today,
    isGuardian: false,
    isNextOfKin: false,
  });
  const [isTried, setTried] = useState(false);
  const set = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }));
    reset();
  };
  const isMissing = kind === 'consent' ? typed.day === '' : typed.text.trim().length < (kind === 'telecom' ? 3 : 1);
  const save = async () => {
    setTried(true);
    if (isMissing || !(await run({ patientId, fact: toFact(kind, typed) }))) return;
    notifyDone(t('registration.fact.saved'));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('registration.fact.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form label={t('registration.fact.title')} onSubmit={() => void save()} onCancel={onClose}>
        <SegmentedControl
          fullWidth
          data-autofocus
          aria-label={t('registration.fact.kind')}
          value={kind}
          onChange={(next) => {
            setKind(next as FactKind);
            setTried(false);
            reset();
          }}
          data={factKind.options.map((value) => ({ value, label: t(`registration.kind.${value}`) }))}
        />
        <KindFields kind={kind} typed={typed} set={set} />
        {kind !== 'consent' && (
          <TextInput
            label={t(`registration.text.${kind}`)}
            withAsterisk
            maxLength={200}
            value={typed.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
            error={isTried && isMissing ? t('registration.details.missing') : null}
          />
        )}
        {(kind === 'identifier' || kind === 'related' || kind === 'consent') && (
          <TextInput
            label={t(`registration.more.${kind}`)}
            maxLength={200}
            value={typed.more}
            onChange={(event) => set({ more: event.currentTarget.value })}
          />
        )}
        {kind === 'related' && (
          <>
            <Checkbox
              label={t('registration.isGuardian')}
              checked={typed.isGuardian}
              onChange={(event) => set({ isGuardian: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('registration.isNextOfKin')}
              checked={typed.isNextOfKin}
              onChange={(event) => set({ isNextOfKin: event.currentTarget.checked })}
            />
          </>
        )}
        <FormActions error={error} isRunning={isRunning} onCancel={onClose} />
      </Form>
    </Modal>
  );
}

function KindFields({ kind, typed, set }: { kind: FactKind; typed: Typed; set: (part: Partial<Typed>) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (kind) {
    case 'name':
      return (
        <Choice
          label={t('registration.fact.which')}
          value={typed.use}
          options={nameUses.map((value) => ({ value, label: t(`registration.nameUse.${value}`) }))}
          onChoose={(use) => set({ use })}
        />
      );
    case 'telecom':
      return (
        <Choice
          label={t('registration.fact.which')}
          value={typed.telecomUse}
          options={telecomUses.map((value) => ({ value, label: t(`registration.telecomUse.${value}`) }))}
          onChoose={(telecomUse) => set({ telecomUse })}
        />
      );
    case 'identifier':
      return (
        <Choice
          label={t('registration.fact.which')}
          value={typed.system}
          options={systems.map((value) => ({ value, label: t(`registration.system.${value}`) }))}
          onChoose={(system) => set({ system })}
        />
      );
    case 'related':
      return (
        <Choice
          label={t('registration.fact.who')}
          value={typed.relationship}
          options={relationships.map((value) => ({ value, label: t(`registration.relationship.${value}`) }))}
          onChoose={(relationship) => set({ relationship })}
        />
      );
    case 'consent':
      return (
        <>
          <FormRow>
            <Choice
              label={t('registration.fact.toWhat')}
              value={typed.category}
              options={categories.map((value) => ({ value, label: t(`registration.category.${value}`) }))}
              onChoose={(category) => set({ category })}
            />
            <Choice
              label={t('registration.fact.decision')}
              value={typed.decision}
              options={(['permit', 'deny'] as const).map((value) => ({ value, label: t(`registration.answer.${value}`) }))}
              onChoose={(decision) => set({ decision })}
            />
          </FormRow>
          <TextInput
            type="date"
            label={t('registration.fact.day')}
            max={format.today}
            value={typed.day}
            onChange={(event) => set({ day: event.currentTarget.value })}
          />
        </>
      );
  }
}

function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChoose: (value: T) => void;
}) {
  return (
    <Select
      label={props.label}
      allowDeselect={false}
      value={props.value}
      onChange={(value) => value !== null && props.onChoose(value as T)}
      data={props.options}
    />
  );
}

function toFact(kind: FactKind, typed: Typed): PersonFact {
  switch (kind) {
    case 'name':
      return { kind, use: typed.use, text: typed.text };
    case 'telecom':
      return { kind, use: typed.telecomUse, value: typed.text };
    case 'identifier':
      return { kind, system: typed.system, issuer: typed.more, value: typed.text };
    case 'related': {
      const { relationship, isGuardian, isNextOfKin } = typed;
      return { kind, relationship, name: typed.text, phone: typed.more, isGuardian, isNextOfKin };
    }
    case 'consent':
      return { kind, category: typed.category, decision: typed.decision, givenOn: typed.day, givenBy: typed.more };
  }
}
