import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, notifyDone } from '../../ui/index.ts';
import { toSavedLine } from './orderDraft.ts';

/** A line that was prescribed, under a name of the prescriber's own. */
export function FavouriteDialog({ line, onClose }: { line: MedicationRequestRow; onClose: () => void }) {
  const { t } = useTranslation();
  const favourite = useCommand('favourites.save');
  const [name, setName] = useState(line.medicine);
  const save = async () => {
    if (name.trim().length < 2) return;
    if (!(await favourite.run({ name: name.trim(), line: toSavedLine(line, 30) }))) return;
    notifyDone(t('prescribing.favouriteDialog.done', { name: name.trim() }));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('prescribing.favouriteDialog.title')}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form isShort label={t('prescribing.favouriteDialog.title')} onSubmit={() => void save()} onCancel={onClose}>
        <p>
          {line.medicine}: {line.directions}
        </p>
        <TextInput
          label={t('prescribing.favouriteDialog.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          data-autofocus
          withAsterisk
        />
        <FormActions
          save={t('prescribing.favouriteDialog.save')}
          isDisabled={name.trim().length < 2}
          isRunning={favourite.isRunning}
          error={favourite.error}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
