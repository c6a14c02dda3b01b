import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useRoleWords } from '../session/roleWords.ts';

export function RolesField(props: {
  value: readonly string[];
  onChange: (roles: string[]) => void;
  isWrong: boolean;
  isDisabled?: boolean;
}) {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const roles = useQuery('accounts.matrix', {}).data?.roles ?? [];
  return (
    <Checkbox.Group
      label={t('accounts.form.roles')}
      description={t('accounts.form.rolesHint')}
      value={[...props.value]}
      onChange={props.onChange}
      error={props.isWrong ? t('accounts.form.wrong.roles') : null}
      withAsterisk
    >
      <div className="mv-role-choices">
        {roles.map((role) => (
          <Checkbox key={role.code} value={role.code} label={roleWords(role.code)} disabled={props.isDisabled ?? false} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
