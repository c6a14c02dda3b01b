import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { LocationRow } from '../../../preload/contract/inventory.ts';
import { useCommand } from '../../lib/api.ts';
import { focusFirstError, Form, FormActions, notifyDone, Pane } from '../../ui/index.ts';

const kinds = ['shelf', 'store', 'fridge', 'ward'] as const;

/** Adds a place, or renames one, gives it to a department, or closes it. */
export function PlacePane(props: {
  /** null: a new one */
  place: LocationRow | null;
  departments: Output<'inventory.locations'>['departments'];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { place, onDone } = props;
  const body = useRef<HTMLDivElement>(null);
  const add = useCommand('inventory.addLocation');
  const amend = useCommand('inventory.amendLocation');
  const [name, setName] = useState(place?.name ?? '');
  const [kind, setKind] = useState<(typeof kinds)[number]>('shelf');
  const [departmentId, setDepartmentId] = useState(place?.departmentId ?? null);
  const [isDispensable, setDispensable] = useState(place?.isDispensable ?? true);
  const [isActive, setActive] = useState(place?.isActive ?? true);
  const [isChecked, setChecked] = useState(false);
  const isNameWrong = name.trim().length < 2;
  const title = place ? t('ledger.places.edit', { name: place.name }) : t('ledger.places.add');
  const save = async () => {
    setChecked(true);
    if (isNameWrong) return focusFirstError(body.current);
    const fields = { name: name.trim(), isDispensable, departmentId };
    const answer = place
      ? await amend.run({ ...fields, locationId: place.locationId, isActive, version: place.version })
      : await add.run({ ...fields, kind });
    if (!answer) return;
    notifyDone(t(place ? 'ledger.places.saved' : 'ledger.places.added', { name: fields.name }));
    onDone();
  };
  return (
    <Pane
      title={title}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onDone}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <Form label={title} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <TextInput
            label={t('ledger.places.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isChecked && isNameWrong && t('ledger.places.needName')}
            maxLength={200}
            autoFocus
            withAsterisk
          />
          {!place && (
            <Select
              label={t('ledger.places.kind')}
              data={kinds.map((value) => ({ value, label: t(`ledger.places.kinds.${value}`) }))}
              value={kind}
              onChange={(next) => {
                const chosen = kinds.find((one) => one === next) ?? 'shelf';
                setKind(chosen);
                setDispensable(chosen !== 'ward');
              }}
            />
          )}
          <Select
            label={t('ledger.places.department')}
            placeholder={t('ledger.places.noDepartment')}
            data={props.departments.map(({ departmentId: value, name: label }) => ({ value, label }))}
            value={departmentId}
            onChange={setDepartmentId}
            clearable
          />
          {place?.kind !== 'quarantine' && (
            <Checkbox
              label={t('ledger.places.isDispensable')}
              description={t('ledger.places.isDispensableHint')}
              checked={isDispensable}
              onChange={(event) => setDispensable(event.currentTarget.checked)}
            />
          )}
          {place && (
            <Checkbox
              label={t('ledger.places.isActive')}
              description={t('ledger.places.isActiveHint')}
              checked={isActive}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
          <FormActions
            save={place ? t('ledger.places.save') : t('ledger.places.add')}
            error={add.error ?? amend.error}
            isRunning={add.isRunning || amend.isRunning}
            onCancel={onDone}
          />
        </div>
      </Form>
    </Pane>
  );
}
