import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleColumn } from '../../../preload/contract/accounts.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, FormRow, notifyDone } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';

/** A new role, empty or as a copy to be changed in the matrix. */
export function ComposeForm({ roles, onClose }: { roles: readonly RoleColumn[]; onClose: () => void }) {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const { run, error, isRunning } = useCommand('accounts.composeRole');
  const [name, setName] = useState('');
  const [from, setFrom] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isWrong = name.trim().length < 3;
  const save = async () => {
    setChecked(true);
    if (isWrong) return;
    const permissions = roles.find((role) => role.code === from)?.permissions ?? [];
    const answer = await run({ name: name.trim(), permissions: [...permissions] });
    if (!answer) return;
    notifyDone(t('accounts.roles.created', { name: answer.code }));
    onClose();
  };
  return (
    <div className="mv-pad">
      <Form label={t('accounts.roles.compose')} onSubmit={() => void save()} onCancel={onClose}>
        <FormRow>
          <TextInput
            label={t('accounts.roles.name')}
            description={t('accounts.roles.nameHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isChecked && isWrong ? t('accounts.roles.wrongName') : null}
            maxLength={60}
            autoFocus
            withAsterisk
          />
          <Select
            label={t('accounts.roles.from')}
            data={[
              { value: '', label: t('accounts.roles.fromNothing') },
              ...roles.map(({ code }) => ({ value: code, label: roleWords(code) })),
            ]}
            value={from}
            onChange={(next) => setFrom(next ?? '')}
          />
        </FormRow>
        <FormActions save={t('accounts.roles.create')} error={error} isRunning={isRunning} onCancel={onClose} />
      </Form>
    </div>
  );
}
