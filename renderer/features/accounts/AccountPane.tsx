import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountCard } from '../../../preload/contract/accounts.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { ConfirmButton, EditConflict, ErrorLine, Form, FormActions, notifyDone, Pane } from '../../ui/index.ts';
import { useSettingEditors } from '../configuration/useSettingEditors.ts';
import { ResetPassword } from '../session/ResetPassword.tsx';
import { useRoleWords } from '../session/roleWords.ts';
import { RolesField } from './RolesField.tsx';

/** One account. What another desk changes meanwhile is told when saving; the typed values stay until they are reloaded. */
export function AccountPane({ account, onClose }: { account: AccountCard; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const me = useSession((state) => state.signedIn?.user.id);
  const roleWords = useRoleWords();
  const amend = useCommand('accounts.amend');
  const [isChecked, setChecked] = useState(false);
  const mayChange = can('UserAccount.update');
  const saved = { version: account.version, values: toValues(account) };
  const edit = useSharedEdit(saved);
  const { values, set, behind } = edit;
  const editors = useSettingEditors('user_account', account.displayName, behind);
  const roles = values.roles === '' ? [] : values.roles.split(', ');
  const isWrong = { displayName: values.displayName.trim().length < 2, roles: roles.length === 0 };
  const goOnWith = (next: typeof values) => {
    edit.goOnWith(next);
    amend.reset();
  };
  const save = async () => {
    setChecked(true);
    if (isWrong.displayName || isWrong.roles) return;
    const name = values.displayName.trim();
    const { userId } = account;
    const isBookable = values.isBookable === 'yes';
    if (!(await amend.run({ userId, version: edit.base.version, displayName: name, roles, isBookable }))) return;
    notifyDone(t('accounts.form.changed', { name }));
    onClose();
  };
  const title = t('accounts.form.amend', { name: account.displayName });
  return (
    <Pane
      title={title}
      actions={
        mayChange && (
          <>
            {account.isActive && account.userId !== me && <ResetPassword userId={account.userId} displayName={account.displayName} />}
            <ActivityButton account={account} />
          </>
        )
      }
    >
      <Form label={title} onSubmit={() => void save()} onCancel={onClose}>
        <TextInput label={t('accounts.form.userName')} value={account.username} readOnly disabled />
        <TextInput
          label={t('accounts.form.displayName')}
          value={values.displayName}
          onChange={(event) => set({ displayName: event.currentTarget.value })}
          error={isChecked && isWrong.displayName ? t('accounts.form.wrong.displayName') : null}
          disabled={!mayChange}
          withAsterisk
        />
        <RolesField
          value={roles}
          onChange={(chosen) => set({ roles: chosen.toSorted().join(', ') })}
          isWrong={isChecked && isWrong.roles}
          isDisabled={!mayChange}
        />
        <Checkbox
          label={t('accounts.form.bookable')}
          checked={values.isBookable === 'yes'}
          disabled={!mayChange}
          onChange={(event) => set({ isBookable: event.currentTarget.checked ? 'yes' : 'no' })}
        />
        {behind > 0 && !amend.isRunning && (
          <EditConflict
            editors={editors}
            base={edit.base.values}
            theirs={saved.values}
            mine={values}
            label={(field) => t(`accounts.form.${field === 'isBookable' ? 'bookable' : field}`)}
            say={(field, value) =>
              field === 'roles'
                ? value.split(', ').map(roleWords).join(', ')
                : field === 'isBookable'
                  ? t(value === 'yes' ? 'configuration.yes' : 'configuration.no')
                  : value
            }
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions
          save={t('accounts.form.saveChanges')}
          cancel={t('accounts.form.close')}
          canSave={mayChange}
          error={amend.error?.code === 'version.conflict' && behind > 0 ? null : amend.error}
          isRunning={amend.isRunning}
          onCancel={onClose}
        />
      </Form>
    </Pane>
  );
}

/** As text, so that two desks' changes can be laid beside each other. */
const toValues = (account: AccountCard) => ({
  displayName: account.displayName,
  roles: account.roles.toSorted().join(', '),
  isBookable: account.isBookable ? 'yes' : 'no',
});

function ActivityButton({ account }: { account: AccountCard }) {
  const { t } = useTranslation();
  const deactivate = useCommand('accounts.deactivate');
  const reactivate = useCommand('accounts.reactivate');
  const act = account.isActive ? 'deactivate' : 'reactivate';
  const command = account.isActive ? deactivate : reactivate;
  const name = account.displayName;
  return (
    <>
      <ErrorLine error={command.error} />
      <ConfirmButton
        label={t(`accounts.${act}.label`)}
        title={t(`accounts.${act}.title`, { name })}
        consequence={t(`accounts.${act}.consequence`)}
        confirmLabel={t(`accounts.${act}.confirm`, { name })}
        reasonLabel={t('accounts.reason')}
        isDanger={account.isActive}
        onConfirm={async (reason) => {
          if (await command.run({ userId: account.userId, version: account.version, reason }))
            notifyDone(t(`accounts.${act}.done`, { name }));
        }}
      />
    </>
  );
}
