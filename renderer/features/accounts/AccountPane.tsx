import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountCard } from '../../../preload/contract/accounts.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { ConfirmButton, ErrorLine, Form, notifyDone, Pane } from '../../ui/index.ts';
import { ResetPassword } from '../session/ResetPassword.tsx';
import { RolesField } from './RolesField.tsx';

/** One account. What another desk changes meanwhile is told when saving; the typed values stay until they are reloaded. */
export function AccountPane({ account, onClose }: { account: AccountCard; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const me = useSession((state) => state.signedIn?.user.id);
  const amend = useCommand('accounts.amend');
  const [opened, setOpened] = useState(account);
  const [displayName, setDisplayName] = useState(account.displayName);
  const [roles, setRoles] = useState<readonly string[]>(account.roles);
  const [isBookable, setBookable] = useState(account.isBookable);
  const [isChecked, setChecked] = useState(false);
  const mayChange = can('UserAccount.update');
  const isWrong = { displayName: displayName.trim().length < 2, roles: roles.length === 0 };
  const reload = () => {
    setOpened(account);
    setDisplayName(account.displayName);
    setRoles(account.roles);
    setBookable(account.isBookable);
    amend.reset();
  };
  const save = async () => {
    setChecked(true);
    if (isWrong.displayName || isWrong.roles) return;
    const name = displayName.trim();
    const answer = await amend.run({ userId: opened.userId, version: opened.version, displayName: name, roles: [...roles], isBookable });
    if (!answer) return;
    setOpened({ ...opened, version: answer.version });
    notifyDone(t('accounts.form.changed', { name }));
  };
  const title = t('accounts.form.amend', { name: account.displayName });
  return (
    <Pane
      title={title}
      actions={
        mayChange && (
          <>
            {account.isActive && account.userId !== me && <ResetPassword userId={account.userId} displayName={account.displayName} />}
            <ActivityButton
              account={account}
              onDone={(version) => {
                if (opened.version === account.version) setOpened({ ...opened, version });
              }}
            />
          </>
        )
      }
    >
      <Form label={title} onSubmit={() => void save()} onCancel={onClose}>
        <TextInput label={t('accounts.form.userName')} value={account.username} readOnly disabled />
        <TextInput
          label={t('accounts.form.displayName')}
          value={displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
          error={isChecked && isWrong.displayName ? t('accounts.form.wrong.displayName') : null}
          disabled={!mayChange}
          withAsterisk
        />
        <RolesField value={roles} onChange={setRoles} isWrong={isChecked && isWrong.roles} isDisabled={!mayChange} />
        <Checkbox
          label={t('accounts.form.bookable')}
          checked={isBookable}
          disabled={!mayChange}
          onChange={(event) => setBookable(event.currentTarget.checked)}
        />
        <ErrorLine error={amend.error} />
        <div className="mv-actions">
          {mayChange && (
            <Button type="submit" loading={amend.isRunning}>
              {t('accounts.form.saveChanges')}
            </Button>
          )}
          {amend.error?.code === 'version.conflict' && <Button onClick={reload}>{t('accounts.form.reload')}</Button>}
          <Button variant="default" onClick={onClose}>
            {t('accounts.form.close')}
          </Button>
        </div>
      </Form>
    </Pane>
  );
}

function ActivityButton({ account, onDone }: { account: AccountCard; onDone: (version: number) => void }) {
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
          const answer = await command.run({ userId: account.userId, version: account.version, reason });
          if (!answer) return;
          notifyDone(t(`accounts.${act}.done`, { name }));
          onDone(answer.version);
        }}
      />
    </>
  );
}
