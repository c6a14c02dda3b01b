import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { ConfirmButton, notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';

export function RemoveRole({ code }: { code: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useCommand('accounts.removeRole');
  const problem = remove.error && errorText(remove.error);
  useEffect(() => {
    if (problem) notifyProblem(problem);
  }, [problem]);
  return (
    <ConfirmButton
      size="compact-xs"
      label={t('accounts.roles.remove')}
      title={t('accounts.roles.removeTitle', { name: code })}
      consequence={t('accounts.roles.removeText')}
      confirmLabel={t('accounts.roles.remove')}
      reasonLabel={t('accounts.reason')}
      isDanger
      onConfirm={async (reason) => {
        if (await remove.run({ code, reason })) notifyDone(t('accounts.roles.removed', { name: code }));
      }}
    />
  );
}
