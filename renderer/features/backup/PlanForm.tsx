import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, NumberUnitField } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

export function PlanForm({ plan, onDone }: { plan: Output<'backups.status'>['plan']; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('backups.setPlan');
  const [folder, setFolder] = useState(plan.isDefaultFolder ? '' : plan.folder);
  const [keep, setKeep] = useState<number | null>(plan.keep);
  const save = async () => {
    if (keep === null || !(await run({ folder, keep, version: plan.version }))) return;
    notifyDone(t('backup.planSaved'));
    onDone();
  };
  return (
    <Form label={t('backup.daily')} onSubmit={() => void save()} onCancel={onDone}>
      <TextInput
        label={t('backup.folder')}
        description={t('backup.folderHint')}
        value={folder}
        autoFocus
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      <NumberUnitField label={t('backup.keep')} unit="" min={2} max={365} value={keep} onChange={setKeep} />
      <FormActions error={error} isRunning={isRunning} onCancel={onDone} />
    </Form>
  );
}
